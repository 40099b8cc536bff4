-- The resume of a person in a workspace: the extracted text only, never the file.
CREATE TABLE resume (
    workspace_id TEXT NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
    account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    file_name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    file_bytes BIGINT NOT NULL,
    body TEXT NOT NULL,
    uploaded_at BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, account_id)
);
