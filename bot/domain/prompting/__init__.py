"""What a model is told, and how its replies are read. Pure: what is sent is all here, for anybody to read."""
