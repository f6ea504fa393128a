"""Many provinces: each built by one machine of several, and a front page over what they hand up."""
