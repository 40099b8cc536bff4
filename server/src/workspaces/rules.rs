//! Slugs: the name as it stands in addresses.

/// Lower-case letters, digits and single hyphens, 1 to 40 characters. Letters of any script stay.
pub fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug: String = slug.chars().take(40).collect();
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "workspace".into() } else { slug.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn a_name_becomes_letters_digits_and_hyphens() {
        assert_eq!(slug("  Acme & Söhne GmbH! "), "acme-söhne-gmbh");
        assert_eq!(slug("東京 株式会社"), "東京-株式会社");
        assert_eq!(slug("!!!"), "workspace");
        assert_eq!(slug(&"x".repeat(100)).chars().count(), 40);
    }
}
