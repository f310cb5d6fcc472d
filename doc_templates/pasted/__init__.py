"""What a clerk pastes from elsewhere, read into the text a clerk would type: before it becomes blocks."""
