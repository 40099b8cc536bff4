use reqwest::Method;

use super::browser::Browser;
use crate::harness::Setup;

const PUBLIC: [&str; 8] =
    ["/", "/pricing", "/download", "/privacy", "/developers", "/sign-up", "/sign-in", "/forgot-password"];

#[tokio::test]
async fn no_page_holds_inline_script_or_style_and_every_page_forbids_them() {
    let server = Setup::sqlite().start().await;
    let ada = server.person("Ada").await;
    let mut browser = Browser::of(&server);
    let mut pages = Vec::new();
    for path in PUBLIC {
        pages.push((path, browser.get(path).await));
    }
    browser = Browser::signed_in(&server, &ada.email).await;
    for path in ["/account", "/account/usage", "/account/resume", "/nothing", "/dev/mail"] {
        pages.push((path, browser.get(path).await));
    }
    let inline = regex::Regex::new(r"<style|\sstyle=|\son[a-z]+=|javascript:").unwrap();
    for (path, page) in pages {
        assert!(!inline.is_match(&page.html), "{path}");
        assert_eq!(
            page.html.matches("<script").count(),
            page.html.matches("<script type=\"module\" src=\"/static/").count()
        );
        let policy = page.headers["content-security-policy"].to_str().unwrap();
        assert!(
            policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
            "{path}"
        );
        assert!(!policy.contains("unsafe"), "{path}");
        assert_eq!(page.headers["x-content-type-options"], "nosniff");
        assert_eq!(page.headers["referrer-policy"], "same-origin");
        assert_eq!(page.headers["cache-control"], "no-store", "{path}");
    }
}

#[tokio::test]
async fn the_cookie_is_kept_from_scripts_and_other_sites() {
    let server = Setup::sqlite().start().await;
    let ada = server.person("Ada").await;
    let mut browser = Browser::of(&server);
    let form = [("email", ada.email.as_str()), ("password", crate::harness::PASSWORD)];
    let page = browser.submit("/sign-in", &form).await;
    let cookie = page.headers["set-cookie"].to_str().unwrap();
    assert!(cookie.starts_with("__Host-legwork="));
    for attribute in ["Path=/", "HttpOnly", "Secure", "SameSite=Lax"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
    // The API takes no cookies.
    let answer = browser.get("/api/v1/me").await;
    assert_eq!(answer.status, 401);
    // Nor does the portal take bearers.
    let request = Browser::of(&server).request(Method::GET, "/account").bearer_auth(&ada.access_token);
    assert_eq!(browser.send(request).await.status, 303);
}

#[tokio::test]
async fn what_is_not_there_is_a_page_for_people_and_a_problem_for_programs() {
    let server = Setup::sqlite().start().await;
    let mut browser = Browser::of(&server);
    let page = browser.get("/nothing").await;
    assert_eq!(page.status, 404);
    page.says("Page not found").says("<nav");
    server.get("/api/v1/nothing").await.problem(404, "not_found");
    assert_eq!(browser.get("/static/../secrets").await.status, 404);
}

#[tokio::test]
async fn files_with_their_hash_are_kept_for_ever_and_others_are_asked_for_again() {
    let server = Setup::sqlite().start().await;
    let mut browser = Browser::of(&server);
    let page = browser.get("/").await;
    let hashed: Vec<_> = page.html.split('"').filter(|part| part.starts_with("/static/")).collect();
    assert!(hashed.len() >= 5);
    for path in hashed {
        let file = browser.get(path).await;
        assert_eq!(file.status, 200, "{path}");
        assert_eq!(file.headers["cache-control"], "public, max-age=31536000, immutable");
    }
    let plain = browser.get("/static/base.css").await;
    assert_eq!(plain.headers["cache-control"], "public, no-cache");
    let again =
        browser.request(Method::GET, "/static/base.css").header("if-none-match", &plain.headers["etag"]);
    assert_eq!(browser.send(again).await.status, 304);
}

#[tokio::test]
async fn a_server_without_a_key_says_so_on_every_page_and_one_with_a_key_on_none() {
    let words = "This server answers offline: it quotes pages and uses no AI model.";
    let offline = Setup::sqlite().offline().start().await;
    let online = Setup::sqlite().start().await;
    for path in PUBLIC {
        Browser::of(&offline).get(path).await.says(words);
        Browser::of(&online).get(path).await.does_not_say(words);
    }
}
