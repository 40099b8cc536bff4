//! The name of a device, from what its client says of itself.

use super::texts::text;

/// `Firefox on Linux` for a browser's `User-Agent`; for other clients its first word.
pub fn device_name(user_agent: &str) -> String {
    let has = |word: &str| user_agent.contains(word);
    let browser = [
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]
    .into_iter()
    .find(|(word, _)| has(word))
    .map(|(_, name)| name);
    let system = [
        ("Windows", "Windows"),
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Mac OS X", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ]
    .into_iter()
    .find(|(word, _)| has(word))
    .map(|(_, name)| name);
    match (browser, system) {
        (Some(browser), Some(system)) => {
            text("account.device").replace("{browser}", browser).replace("{system}", system)
        }
        (Some(name), None) => name.to_owned(),
        _ => match user_agent.split_whitespace().next() {
            Some(client) => client.chars().take(60).collect(),
            None => text("account.unknown_device"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::device_name;

    #[test]
    fn browsers_are_told_apart_though_each_claims_to_be_the_others() {
        let edge = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Safari/537.36 Edg/156.0";
        let safari = "Mozilla/5.0 (Macintosh; Intel Mac OS X 14) AppleWebKit/605.1 (KHTML, like Gecko) Version/18 Safari/605.1";
        assert_eq!(device_name(edge), "Edge on Windows");
        assert_eq!(device_name(safari), "Safari on macOS");
        assert_eq!(
            device_name("Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0"),
            "Firefox on Linux"
        );
    }

    #[test]
    fn other_clients_go_by_their_first_word() {
        assert_eq!(device_name("curl/8.5.0"), "curl/8.5.0");
        assert_eq!(device_name(""), "Unknown device");
    }
}
