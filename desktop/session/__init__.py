"""One sign-in: who is signed in where, the tokens, the trust in the server's certificate."""
