mod login;
mod mailed_links;
mod refresh;
mod register;
mod tokens;
