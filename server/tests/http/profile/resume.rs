use reqwest::Method;
use reqwest::multipart::{Form, Part};

use crate::harness::{Answer, Person, question_about_museum};
use crate::on_both;

async fn upload(person: &Person<'_>, name: &str, bytes: Vec<u8>) -> Answer {
    let form = Form::new().part("file", Part::bytes(bytes).file_name(name.to_owned()));
    let request = person.request(Method::POST, "/api/v1/profile/resume").multipart(form);
    Answer::of(request.send().await.unwrap()).await
}

on_both! {
    async fn a_resume_is_stored_as_text_replaced_and_deleted(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        ada.get("/api/v1/profile/resume").await.problem(404, "not_found");
        let resume = upload(&ada, "../cv.md", b"# Ada\nGardener".to_vec()).await.expect(200);
        assert_eq!((&resume["file_name"], &resume["media_type"]), (&"cv.md".into(), &"text/markdown".into()));
        assert_eq!(resume["text"].as_str().unwrap().trim(), "# Ada\nGardener");
        assert_eq!(ada.get("/api/v1/me").await.expect(200)["has_resume"], true);
        upload(&ada, "cv.txt", b"Ada, astronomer".to_vec()).await.expect(200);
        let stored = ada.get("/api/v1/profile/resume").await.expect(200);
        assert!(stored["text"].as_str().unwrap().contains("astronomer"));
        assert_eq!(ada.delete("/api/v1/profile/resume").await.status, 204);
        ada.delete("/api/v1/profile/resume").await.problem(404, "not_found");
    }

    async fn an_answer_may_use_the_resume_only_when_asked_to(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        upload(&ada, "cv.txt", b"Ada keeps orchids".to_vec()).await.expect(200);
        for use_profile in [false, true] {
            let mut body = question_about_museum("Am I a fit?", false);
            body["use_profile"] = use_profile.into();
            ada.post("/api/v1/ask", body).await.expect(200);
            let seen = server.upstream.requests().pop().unwrap().body.to_string();
            assert_eq!(seen.contains("orchids"), use_profile);
        }
    }

    async fn another_persons_resume_is_not_there(setup) {
        let server = setup.start().await;
        let (ada, bob) = (server.person("Ada").await, server.person("Bob").await);
        upload(&ada, "cv.txt", b"Ada keeps orchids".to_vec()).await.expect(200);
        bob.get("/api/v1/profile/resume").await.problem(404, "not_found");
        bob.delete("/api/v1/profile/resume").await.problem(404, "not_found");
        ada.get("/api/v1/profile/resume").await.expect(200);
    }

    async fn documents_that_can_not_be_read_say_why_and_change_nothing(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        upload(&ada, "cv.txt", b"Ada keeps orchids".to_vec()).await.expect(200);
        upload(&ada, "cv.pdf", b"%PDF-1.7 and nothing else".to_vec()).await.problem(422, "unreadable_document");
        upload(&ada, "cv.docx", b"PK\x03\x04broken".to_vec()).await.problem(422, "unreadable_document");
        upload(&ada, "cv.png", b"\x89PNG\r\n\x1a\n\0\0\0\0".to_vec()).await.problem(422, "unreadable_document");
        upload(&ada, "cv.txt", Vec::new()).await.problem(422, "unreadable_document");
        let stored = ada.get("/api/v1/profile/resume").await.expect(200);
        assert!(stored["text"].as_str().unwrap().contains("orchids"));
    }

    async fn a_file_of_fifty_megabytes_is_refused(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        upload(&ada, "cv.pdf", vec![b'x'; 5_300_000]).await.problem(413, "too_large");
        let form = Form::new().part("file", Part::bytes(vec![b'x'; 50 << 20]).file_name("cv.pdf"));
        let request = ada.request(Method::POST, "/api/v1/profile/resume").multipart(form);
        // The server may close before all of it is sent.
        if let Ok(response) = request.send().await {
            Answer::of(response).await.problem(413, "too_large");
        }
        server.get("/healthz").await;
    }
}
