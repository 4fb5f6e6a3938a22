"""Understanding: words become an answer to the prompt, or a question back. Pure; dialects are data."""
