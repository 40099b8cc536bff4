mod chat_completions;
