"""A stage: off air → standby → on air → interrupted → ended, and the picture that comes from its venue."""
