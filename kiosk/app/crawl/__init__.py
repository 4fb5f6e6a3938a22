"""The crawler: walks every service from its prompts alone, by finger, by keys or by words, and tries every prompt."""
