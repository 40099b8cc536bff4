//! The transport of the real browser: `fetch` with a body read as it comes.

use std::pin::Pin;
use std::task::{Context, Poll};

use futures::future::LocalBoxFuture;
use futures::{FutureExt, Stream};
use gloo_net::http::{Method as HttpMethod, RequestBuilder};
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, ReadableStreamDefaultReader, RequestCache, RequestCredentials, RequestRedirect,
};

use super::{Lost, Method, Request, Response, Transport};

/// Sends by `fetch`: no cookies, no cache, no redirects, so that the bearer goes to the server it is for only.
pub struct Fetch;

/// Ends the exchange when it is dropped. After the answer is whole that has no effect.
struct Exchange(Option<AbortController>);

impl Drop for Exchange {
    fn drop(&mut self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }
}

/// The body of an answer.
pub struct Body {
    reader: Option<ReadableStreamDefaultReader>,
    next: Option<LocalBoxFuture<'static, Result<JsValue, JsValue>>>,
    _exchange: Exchange,
}

impl Transport for Fetch {
    type Body = Body;

    async fn send(&self, origin: &str, request: &Request) -> Result<Response<Body>, Lost> {
        let method = match request.method {
            Method::Get => HttpMethod::GET,
            Method::Post => HttpMethod::POST,
            Method::Delete => HttpMethod::DELETE,
        };
        let exchange = Exchange(AbortController::new().ok());
        let signal = exchange.0.as_ref().map(AbortController::signal);
        let mut builder = RequestBuilder::new(&format!("{origin}{}", request.path))
            .method(method)
            .credentials(RequestCredentials::Omit)
            .cache(RequestCache::NoStore)
            .redirect(RequestRedirect::Error)
            .abort_signal(signal.as_ref());
        for (name, value) in &request.headers {
            builder = builder.header(name, value);
        }
        let built = match &request.body {
            Some(bytes) => builder.body(Uint8Array::from(bytes.as_slice())),
            None => builder.build(),
        };
        let answer = built.map_err(|_| Lost)?.send().await.map_err(|_| Lost)?;
        let reader = answer.body().and_then(|body| body.get_reader().dyn_into().ok());
        Ok(Response { status: answer.status(), body: Body { reader, next: None, _exchange: exchange } })
    }
}

impl Stream for Body {
    type Item = Result<Vec<u8>, Lost>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(reader) = self.reader.clone() else { return Poll::Ready(None) };
        let next = self.next.get_or_insert_with(|| JsFuture::from(reader.read()).boxed_local());
        let Poll::Ready(read) = next.poll_unpin(context) else { return Poll::Pending };
        self.next = None;
        let Ok(read) = read else {
            self.reader = None;
            return Poll::Ready(Some(Err(Lost)));
        };
        let value = Reflect::get(&read, &JsValue::from_str("value"))
            .ok()
            .and_then(|v| v.dyn_into::<Uint8Array>().ok());
        match value {
            Some(bytes) => Poll::Ready(Some(Ok(bytes.to_vec()))),
            None => {
                self.reader = None;
                Poll::Ready(None)
            }
        }
    }
}
