"""The site: who, when and which round. What a draft says is the library's business."""
