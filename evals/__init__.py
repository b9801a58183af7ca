"""How good the assistant is; uses it as any caller would."""
