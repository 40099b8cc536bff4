//! Text as both the engine and the server need it: words, sentences, ranking, quotes, token estimates.
