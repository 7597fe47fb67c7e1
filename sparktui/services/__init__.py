"""The use cases: what people do with trials. No Textual, no SQL; frozen values in, frozen values out."""
