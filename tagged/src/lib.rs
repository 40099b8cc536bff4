//! `DeserializeTagged` instead of `Deserialize` for enums with `#[serde(tag = "…")]`: the same JSON, a fraction of the code.
//!
//! What serde derives for them is code for every type below them, once for each kind of input and once more for its
//! buffer; in the browser that was a fifth of both bundles. Here the value is taken in whole as a `serde_json::Value`
//! and the variant is made from that, so that each type below has code for one kind of input.

use proc_macro::TokenStream;
use quote::{format_ident, quote};
use syn::{Attribute, Data, DeriveInput, Error, Expr, ExprLit, Lit, Meta, Result, parse_macro_input};
use syn::{Token, punctuated::Punctuated};

/// Derives `Deserialize` for an enum with `#[serde(tag = "…")]` and variants with named fields, within `core-wasm`.
#[proc_macro_derive(DeserializeTagged, attributes(serde))]
pub fn deserialize_tagged(input: TokenStream) -> TokenStream {
    expand(parse_macro_input!(input)).unwrap_or_else(|error| error.to_compile_error()).into()
}

/// A copy of the enum without the tag, deserialised as the enum (serde's `remote`) from what `crate::tagged` makes of the
/// value: an enum with the variant's name outside.
fn expand(mut copy: DeriveInput) -> Result<proc_macro2::TokenStream> {
    let name = std::mem::replace(&mut copy.ident, format_ident!("Untagged"));
    let (tag, others) = split(&copy.attrs)?;
    let tag = tag.ok_or_else(|| Error::new(name.span(), "needs #[serde(tag = \"…\")]"))?;
    copy.attrs.clear();
    let Data::Enum(body) = &mut copy.data else { return Err(Error::new(name.span(), "is for enums")) };
    for variant in &mut body.variants {
        keep_serde(&mut variant.attrs);
        variant.fields.iter_mut().for_each(|field| keep_serde(&mut field.attrs));
    }
    let remote = name.to_string();
    Ok(quote! {
        const _: () = {
            #[allow(dead_code, clippy::large_enum_variant)]
            #[derive(serde::Deserialize)]
            #[serde(remote = #remote, #(#others),*)]
            #copy

            impl<'de> serde::Deserialize<'de> for #name {
                fn deserialize<D: serde::Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
                    let tagged = crate::tagged::Tagged::take(#tag, input)?;
                    Untagged::deserialize(tagged).map_err(serde::de::Error::custom)
                }
            }
        };
    })
}

/// The tag and the other options of the enum's `#[serde(…)]`.
fn split(attributes: &[Attribute]) -> Result<(Option<String>, Vec<Meta>)> {
    let (mut tag, mut others) = (None, Vec::new());
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        for option in attribute.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated)? {
            match &option {
                Meta::NameValue(pair) if pair.path.is_ident("tag") => {
                    let Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) = &pair.value else { continue };
                    tag = Some(text.value());
                }
                _ => others.push(option),
            }
        }
    }
    Ok((tag, others))
}

fn keep_serde(attributes: &mut Vec<Attribute>) {
    attributes.retain(|attribute| attribute.path().is_ident("serde"));
}
