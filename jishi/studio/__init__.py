"""The studio 改稿台: a town's own report templates, and drafts that several people work on."""
