mod quota;
mod read;
