"""What an old archive holds: files of many kinds and makers, opened in safety and read."""
