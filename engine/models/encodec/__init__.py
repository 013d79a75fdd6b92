"""EnCodec at 24 kHz (Defossez et al. 2022) as another codec to train on and to play: the package's
own encoder and weights, and its decoder as one that streams. The package stays what it is; what is
new here is the memory that each layer hands on.
"""
