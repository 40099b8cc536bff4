//! Reading a file that the person chose.

use futures::channel::oneshot;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{File, FileReader};

use crate::protocol::{Failure, FailureKind};
use crate::ui::text::t;

/// The file's bytes in base64.
pub(crate) async fn base64(file: &File) -> Result<String, Failure> {
    let unreadable = || Failure {
        kind: FailureKind::Internal,
        detail: t!("file_unreadable"),
        fields: Vec::new(),
        limit: None,
    };
    let reader = FileReader::new().map_err(|_| unreadable())?;
    let (done, ended) = oneshot::channel::<()>();
    let on_end = Closure::once(move || done.send(()).unwrap_or(()));
    reader.set_onloadend(Some(on_end.as_ref().unchecked_ref()));
    reader.read_as_data_url(file).map_err(|_| unreadable())?;
    let _ = ended.await;
    let url = reader.result().ok().and_then(|url| url.as_string()).ok_or_else(unreadable)?;
    // An empty file has no bytes behind the comma, and in some browsers no comma.
    Ok(url.split_once(',').map_or(String::new(), |(_, bytes)| bytes.to_owned()))
}
