"""The app's sentences, one file a language: `SENTENCES` by name, `NOTES` by CLDR's plural forms. No code here."""
