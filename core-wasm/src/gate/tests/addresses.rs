//! Addresses that try to be others.

use super::build::origin;
use crate::gate::{Blocked, Origin, check_address};

#[test]
fn only_scheme_host_and_port_make_an_origin() {
    let shop = origin("shop.test");
    for same in [
        "https://shop.test",
        "https://shop.test/",
        "https://SHOP.test/a/b?c#d",
        "HTTPS://shop.test:443/",
        "https:\\\\shop.test\\a",
        "https:/shop.test",
        "https:shop.test",
        "https:////shop.test",
        " https://shop.test ",
        "ht\ntps://sh\top.test",
        "https://sh%6Fp.test/",
        "https://ｓｈｏｐ.test/",
        "https://shop。test/",
        "https://shop\u{AD}.test/",
        "https://shop.test/..%2f..",
        "https://shop.test?evil.test",
        "https://shop.test#@evil.test",
        "https://shop.test/@evil.test",
    ] {
        assert_eq!(Origin::parse(same), Ok(shop.clone()), "{same}");
    }
    for other in [
        "http://shop.test/",
        "https://shop.test:8443/",
        "https://shop.test:80/",
        "https://shop.test./",
        "https://www.shop.test/",
        "https://shop.test.evil.test/",
        "https://shop.testevil.test/",
        "https://evil.test/shop.test",
        "https://evil.test/?https://shop.test",
        "https://evil.test#https://shop.test",
        "https://shop.test@evil.test/",
        "https://shop.test:443@evil.test/",
        "https://evil.test\\@shop.test/",
        "https://shop-test/",
        "https://sh0p.test/",
        "https://ѕhop.test/",
        "https://shоp.test/",
        "https://shöp.test/",
        "https://xn--shp-fkd.test/",
        "https://shop.tes/",
    ] {
        assert_ne!(Origin::parse(other), Ok(shop.clone()), "{other}");
    }
}

/// A short name of why an address is blocked.
fn why(address: &str, home: Option<&str>) -> &'static str {
    match check_address(address, home.map(origin).as_ref()) {
        Ok(_) => "allowed",
        Err(Blocked::NotAnAddress {}) => "no address",
        Err(Blocked::Scheme { .. }) => "scheme",
        Err(Blocked::Credentials {}) => "credentials",
        Err(Blocked::IpLiteral { .. }) => "number",
        Err(Blocked::PrivateNetwork { .. }) => "private",
        Err(Blocked::ExtensionStore { .. }) => "store",
    }
}

#[test]
fn blocked_addresses_are_blocked_in_every_spelling() {
    for (reason, addresses) in [
        (
            "scheme",
            &[
                "data:text/html,x",
                "blob:https://shop.test/8a3c",
                "javascript:alert(1)",
                "JaVaScRiPt:alert(1)",
                "java\nscript:alert(1)",
                " javascript:alert(1)",
                "file:///etc/passwd",
                "chrome://settings/",
                "about:blank",
                "about:srcdoc",
                "view-source:https://shop.test/",
                "chrome-extension://abc/x.html",
                "moz-extension://abc/x.html",
                "filesystem:https://shop.test/x",
                "ftp://shop.test/",
                "ws://shop.test/",
                "mailto:a@b.test",
                "intent://x#Intent;end",
            ][..],
        ),
        (
            "private",
            &[
                "http://127.0.0.1/",
                "http://127.1/",
                "http://2130706433/",
                "http://0x7f000001/",
                "http://0x7f.1/",
                "http://0177.0.0.1/",
                "http://017700000001/",
                "http://1②7.0.0.1/",
                "http://127.0.0.1./",
                "http://0/",
                "http://0.0.0.0/",
                "http://10.1.2.3/",
                "http://172.16.0.1/",
                "http://172.31.255.255/",
                "http://192.168.0.1/",
                "http://169.254.169.254/latest/meta-data",
                "http://100.64.0.1/",
                "http://224.0.0.1/",
                "http://255.255.255.255/",
                "http://[::1]/",
                "http://[::]/",
                "http://[::ffff:127.0.0.1]/",
                "http://[::ffff:8.8.8.8]/",
                "http://[::127.0.0.1]/",
                "http://[64:ff9b::7f00:1]/",
                "http://[2002:7f00:1::]/",
                "http://[2001:0:1::]/",
                "http://[fe80::1]/",
                "http://[fd00::1]/",
                "http://[ff02::1]/",
                "http://localhost/",
                "http://LOCALHOST:3000/",
                "http://localhost./",
                "http://a.localhost/",
                "http://ⓛocalhost/",
                "http://router/",
                "http://printer.local/",
                "http://wiki.internal/",
                "http://nas.home.arpa/",
                "http://127.0.0.1.nip.io/",
                "http://app.localtest.me/",
            ],
        ),
        ("number", &["http://8.8.8.8/", "http://134744072/", "http://0x08080808/", "http://[2606:4700::1]/"]),
        (
            "store",
            &[
                "https://chromewebstore.google.com/detail/x",
                "https://chrome.google.com/webstore",
                "https://addons.mozilla.org/",
                "https://ADDONS.mozilla.org./",
                "https://microsoftedge.microsoft.com/addons",
            ],
        ),
        ("credentials", &["https://shop.test@evil.test/", "https://a:b@shop.test/", "https://:b@shop.test/"]),
        (
            "no address",
            &[
                "",
                "/path",
                "//shop.test/",
                "shop.test",
                "https://",
                "https://a b.test/",
                "http://[::1",
                "http://256.1.1.1/",
            ],
        ),
        (
            "allowed",
            &[
                "https://shop.test/",
                "http://shop.test:8080/",
                "https://localhost.shop.test/",
                "https://8.8.8.8.test/",
                "https://mylocal.test/",
            ],
        ),
    ] {
        for address in addresses {
            assert_eq!(why(address, Some("shop.test")), reason, "{address}");
            assert_eq!(why(address, None), reason, "{address}");
        }
    }
}

#[test]
fn a_task_on_a_private_page_stays_possible() {
    assert_eq!(why("http://localhost:3000/a", Some("http://localhost:3000")), "allowed");
    assert_eq!(why("http://192.168.0.1/", Some("http://localhost:3000")), "allowed");
    assert_eq!(why("http://8.8.8.8/", Some("http://8.8.8.8")), "allowed");
    assert_eq!(why("http://8.8.4.4/", Some("http://8.8.8.8")), "number");
    assert_eq!(why("http://8.8.4.4/", Some("http://localhost")), "number");
}

#[test]
fn an_origin_is_kept_whole_and_shown_in_punycode() {
    let munich = origin("münchen.de");
    assert_eq!(munich.to_string(), "https://xn--mnchen-3ya.de");
    assert_eq!(munich.unicode_host().as_deref(), Some("münchen.de"));
    let json = serde_json::to_string(&munich).expect("JSON");
    assert_eq!(json, "\"https://xn--mnchen-3ya.de:443\"");
    assert_eq!(serde_json::from_str::<Origin>(&json).expect("an origin"), munich);
    for bad in ["\"https://a.test/path\"", "\"https://u@a.test\"", "\"about:blank\"", "\"https://a.test?\""] {
        assert!(serde_json::from_str::<Origin>(bad).is_err(), "{bad}");
    }
}
