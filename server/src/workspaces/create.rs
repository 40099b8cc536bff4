use super::{rules, store};
use crate::plans;
use crate::platform::clock::now;
use crate::platform::db::Tx;
use crate::platform::id::new_id;

/// Makes a workspace on the free plan, named after the company or the person, and its owner.
pub async fn create_for_owner(tx: &mut Tx, account_id: &str, name: &str) -> Result<String, sqlx::Error> {
    let id = new_id();
    let stem = rules::slug(name);
    let mut slug = stem.clone();
    let mut number = 1;
    while store::slug_exists(tx, &slug).await? {
        number += 1;
        // After a few plain numbers the id's random end, so that a popular name does not cost a query each.
        let ending = if number < 5 { number.to_string() } else { id[id.len() - 8..].to_owned() };
        slug = format!("{stem}-{ending}");
    }
    store::insert(tx, &id, name, &slug, plans::FREE, now()).await?;
    store::insert_member(tx, &id, account_id, "owner", now()).await?;
    Ok(id)
}
