//! The shop as the world of a run.

use super::*;

impl World for Shop {
    fn now_ms(&self) -> u64 {
        self.now()
    }

    fn random(&self) -> String {
        format!("{:032x}", self.random_below(u64::MAX))
    }

    async fn sleep(&self, ms: u32) {
        let due = self.now() + u64::from(ms);
        poll_fn(|context| {
            if self.now() >= due {
                return Poll::Ready(());
            }
            self.0.timers.borrow_mut().push((due, context.waker().clone()));
            Poll::Pending
        })
        .await;
    }

    fn vault(&self) -> Rc<Vault> {
        Rc::new(Vault::new(self.0.secret.borrow().iter().map(|value| Secret {
            name: "shop".into(),
            origin: Origin::parse(HOME).unwrap(),
            kind: SecretKind::Password,
            value: SecretValue::new(value.as_str()),
        })))
    }

    async fn save(&self, run: &Run) -> bool {
        self.works(Hung::Save, 1).await;
        *self.0.stored.borrow_mut() = Some(serde_json::to_string(run).unwrap());
        self.point().await;
        true
    }

    async fn observe(&self, _: &Run, look: &Look) -> Result<Observation, Fault> {
        self.works(Hung::Observe, 10).await;
        let text = self.text();
        let tabs = vec![TabInfo { tab: look.tab, url: HOME.into(), title: "Shop".into() }];
        let digest = text.bytes().fold(7u64, |hash, byte| hash.wrapping_mul(31).wrapping_add(byte.into()));
        let origin = Origin::parse(HOME).ok();
        self.point().await;
        let url = format!("{HOME}{}", self.0.query.borrow());
        Ok(Observation { text, url, origin, digest, tabs, tokens: 50, ..Observation::default() })
    }

    async fn ask(&self, request: &ChatRequest, said: &dyn Fn(&str)) -> Result<ModelTurn, ModelFault> {
        self.works(Hung::Ask, 50).await;
        self.0.asked.borrow_mut().push(serde_json::to_string(request).unwrap());
        said("I look.");
        let last = request.messages.iter().rev().find_map(|message| match message {
            Message::User { content } => Some(content.as_str()),
            _ => None,
        });
        let calls = vec![think(last.unwrap_or_default())];
        self.point().await;
        Ok(ModelTurn { text: "I look.".into(), calls, ..ModelTurn::default() })
    }

    async fn resolve(&self, _: i32, subject: Subject, _: Option<Target>) -> Result<Resolved, Fault> {
        self.works(Hung::Resolve, 3).await;
        let Subject::Element(Target { node, .. }) = subject else { return Ok(Resolved::default()) };
        let home = Origin::parse(HOME).ok();
        self.point().await;
        Ok(Resolved { page: home.clone(), frame: home, target: Some(facts(node)), onto: None, locator: None })
    }

    async fn act(&self, act: &Act) -> ActEnd {
        if !self.0.begun.borrow_mut().insert(act.ticket) {
            self.0.begun_twice.set(true);
        }
        self.point().await;
        let Action::Click { target, .. } = &act.action else { return ActEnd::Unknown { left: false } };
        assert_eq!(act.expect.as_deref(), Some(facts(target.node).fingerprint.as_str()));
        if self.0.hung.get() != Some(Hung::Act) {
            let due = self.now() + 5 + self.random_below(150);
            self.0.page.borrow_mut().coming.push((due, target.node));
        }
        self.point().await;
        self.works(Hung::Act, 160).await;
        self.point().await;
        ActEnd::Done { detail: String::new(), opened: Vec::new() }
    }

    async fn cancel(&self, _: i32) {
        self.works(Hung::Cancel, 1).await;
        self.0.page.borrow_mut().coming.clear();
        self.point().await;
    }

    fn tell(&self, run: &Run, told: Told) {
        match (&run.state, told) {
            (State::WaitingForApproval { ticket, .. }, Told::State) => {
                self.person(What::Approved { ticket: *ticket, yes: true });
            }
            (State::Ended { .. }, Told::State) => self.0.told_over.set(self.now()),
            _ => {}
        }
    }

    fn said(&self, _: &Run, _: &str) {}
}
