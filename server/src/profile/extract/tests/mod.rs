//! Whole documents, honest and hostile. Files in `server/tests/fixtures/documents` come from Chromium, reportlab,
//! pikepdf and Python's zipfile; everything large or broken is made here.

mod hostile;
mod limits;
mod made;
mod read;
