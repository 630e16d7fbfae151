"""跳到有变化处: draw a rectangle on the picture and be told when something changed inside it."""
