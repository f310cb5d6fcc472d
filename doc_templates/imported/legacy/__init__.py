"""Vietnamese from before Unicode (TCVN3, VNI): recognised by the font of the letters, else by what makes words."""
