"""Operations: imports neither Django nor the product, so that it works when they do not."""
