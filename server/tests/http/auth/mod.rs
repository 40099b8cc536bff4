mod api_keys;
mod login;
mod mailed_links;
mod refresh;
mod register;
mod tokens;
