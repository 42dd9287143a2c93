"""What is promised to others and taken from them, and the programs that make it; no part of the product."""
