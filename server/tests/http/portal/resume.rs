use reqwest::Method;
use reqwest::multipart::{Form, Part};

use super::browser::{Browser, Page};
use crate::harness::Setup;
use crate::on_both;

async fn upload(browser: &mut Browser<'_>, name: &str, content: Vec<u8>) -> Page {
    let form = Form::new().part("file", Part::bytes(content).file_name(name.to_owned()));
    let request = browser.request(Method::POST, "/account/resume").header("sec-fetch-site", "same-origin");
    browser.send(request.multipart(form)).await
}

on_both! {
    async fn a_resume_is_uploaded_shown_replaced_and_deleted(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        let mut browser = Browser::signed_in(&server, &ada.email).await;
        browser.get("/account/resume").await.says("No resume yet");
        let saved = upload(&mut browser, "cv.txt", b"Ada, engineer & <poet>".to_vec()).await;
        assert_eq!(saved.leads_to(), "/account/resume?done=resume_saved");
        browser.get("/account/resume").await.says("Ada, engineer &#38; &#60;poet&#62;").says("cv.txt");
        upload(&mut browser, "new.md", b"# Countess".to_vec()).await;
        browser.get("/account/resume").await.says("# Countess").does_not_say("engineer");
        let page = browser.submit("/account/resume/delete", &[]).await;
        assert_eq!(page.leads_to(), "/account/resume?done=resume_deleted");
        // Deleted in another window meanwhile: what was wanted is so.
        assert_eq!(browser.submit("/account/resume/delete", &[]).await.status, 303);
        browser.get("/account/resume").await.says("No resume yet");
    }
}

#[tokio::test]
async fn a_file_that_can_not_be_used_is_refused_in_words_and_the_old_one_stays() {
    let server = Setup::sqlite().start().await;
    let ada = server.person("Ada").await;
    let mut browser = Browser::signed_in(&server, &ada.email).await;
    upload(&mut browser, "cv.txt", b"Ada, engineer".to_vec()).await;
    let none = upload(&mut browser, "", Vec::new()).await;
    assert_eq!(none.status, 422);
    none.says("Please choose a file.").says("Ada, engineer");
    let odd = upload(&mut browser, "cv.pdf", b"MZ\0\x01\x02 no document".to_vec()).await;
    assert_eq!(odd.status, 422);
    odd.says("id=\"file-error\"").says("Ada, engineer");
    let large = upload(&mut browser, "cv.txt", vec![b'a'; 20 << 20]).await;
    assert_eq!(large.status, 422);
    large.says("The file is larger than 5 MB.").says("Ada, engineer");
}
