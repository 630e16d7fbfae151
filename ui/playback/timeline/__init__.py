"""The timeline: what each camera has of the past, at any zoom from a minute to a month."""
