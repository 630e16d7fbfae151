"""The Qt application: views, models and controllers; every file assumes the UI thread."""
