"""The models of this machine: where they lie, what each says of itself, how one comes and goes. A
model is a folder: ONNX files with their contract inside, a card, a digest. Nothing is unpickled.
"""
