{
 "patcher": {
  "fileversion": 1,
  "appversion": {
   "major": 8,
   "minor": 5,
   "revision": 5,
   "architecture": "x64",
   "modernui": 1
  },
  "classnamespace": "box",
  "rect": [
   60.0,
   80.0,
   1228.0,
   604.0
  ],
  "bglocked": 0,
  "openinpresentation": 1,
  "default_fontsize": 12.0,
  "default_fontface": 0,
  "default_fontname": "Arial",
  "gridonopen": 1,
  "gridsize": [
   15.0,
   15.0
  ],
  "gridsnaponopen": 1,
  "objectsnaponopen": 1,
  "statusbarvisible": 2,
  "toolbarvisible": 1,
  "lefttoolbarpinned": 0,
  "toptoolbarpinned": 0,
  "righttoolbarpinned": 0,
  "bottomtoolbarpinned": 0,
  "toolbars_unpinned_last_save": 0,
  "tallnewobj": 0,
  "boxanimatetime": 200,
  "enablehscroll": 1,
  "enablevscroll": 1,
  "devicewidth": 0.0,
  "description": "",
  "digest": "",
  "tags": "",
  "style": "",
  "subpatcher_template": "",
  "assistshowspatchername": 0,
  "boxes": [
   {
    "box": {
     "id": "obj-1",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      20.0,
      190.0,
      34.0
     ],
     "fontsize": 24.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 1,
     "presentation": 1,
     "presentation_rect": [
      12.0,
      8.0,
      190.0,
      34.0
     ],
     "text": "FLOWBEND"
    }
   },
   {
    "box": {
     "id": "obj-2",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      62.0,
      190.0,
      18.0
     ],
     "fontsize": 9.5,
     "textcolor": [
      0.5529,
      0.6,
      0.651,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      14.0,
      42.0,
      190.0,
      18.0
     ],
     "text": "a latent diffusion model, played"
    }
   },
   {
    "box": {
     "id": "obj-3",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      240.0,
      20.0,
      70.0,
      16.0
     ],
     "fontsize": 8.5,
     "textcolor": [
      0.5529,
      0.6,
      0.651,
      1.0
     ],
     "textjustification": 1,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      224.0,
      16.0,
      70.0,
      16.0
     ],
     "text": "load %"
    }
   },
   {
    "box": {
     "id": "obj-4",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      240.0,
      50.0,
      52.0,
      20.0
     ],
     "format": 6,
     "numdecimalplaces": 0,
     "triangle": 0,
     "ignoreclick": 1,
     "fontsize": 11.0,
     "bgcolor": [
      0.0588,
      0.0745,
      0.0941,
      1.0
     ],
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "bordercolor": [
      0.0588,
      0.0745,
      0.0941,
      1.0
     ],
     "hint": "The engine's load",
     "presentation": 1,
     "presentation_rect": [
      233.0,
      32.0,
      52.0,
      20.0
     ],
     "outlettype": [
      "",
      "bang"
     ]
    }
   },
   {
    "box": {
     "id": "obj-5",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      240.0,
      80.0,
      84.0,
      22.0
     ],
     "text": "r ---fb-in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-6",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      240.0,
      110.0,
      140.0,
      22.0
     ],
     "text": "route /meters/load",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-7",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      240.0,
      140.0,
      119.0,
      22.0
     ],
     "text": "expr $f1 * 100.",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-8",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      240.0,
      170.0,
      91.0,
      22.0
     ],
     "text": "prepend set",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-9",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      410.0,
      20.0,
      70.0,
      16.0
     ],
     "fontsize": 8.5,
     "textcolor": [
      0.5529,
      0.6,
      0.651,
      1.0
     ],
     "textjustification": 1,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      296.0,
      16.0,
      70.0,
      16.0
     ],
     "text": "underruns"
    }
   },
   {
    "box": {
     "id": "obj-10",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      410.0,
      50.0,
      52.0,
      20.0
     ],
     "format": 6,
     "numdecimalplaces": 0,
     "triangle": 0,
     "ignoreclick": 1,
     "fontsize": 11.0,
     "bgcolor": [
      0.0588,
      0.0745,
      0.0941,
      1.0
     ],
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "bordercolor": [
      0.0588,
      0.0745,
      0.0941,
      1.0
     ],
     "hint": "The engine's underruns",
     "presentation": 1,
     "presentation_rect": [
      305.0,
      32.0,
      52.0,
      20.0
     ],
     "outlettype": [
      "",
      "bang"
     ]
    }
   },
   {
    "box": {
     "id": "obj-11",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      410.0,
      80.0,
      84.0,
      22.0
     ],
     "text": "r ---fb-in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-12",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      410.0,
      110.0,
      175.0,
      22.0
     ],
     "text": "route /meters/underruns",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-13",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      410.0,
      140.0,
      91.0,
      22.0
     ],
     "text": "prepend set",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-14",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      615.0,
      20.0,
      70.0,
      16.0
     ],
     "fontsize": 8.5,
     "textcolor": [
      0.5529,
      0.6,
      0.651,
      1.0
     ],
     "textjustification": 1,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      368.0,
      16.0,
      70.0,
      16.0
     ],
     "text": "headroom ms"
    }
   },
   {
    "box": {
     "id": "obj-15",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      615.0,
      50.0,
      52.0,
      20.0
     ],
     "format": 6,
     "numdecimalplaces": 1,
     "triangle": 0,
     "ignoreclick": 1,
     "fontsize": 11.0,
     "bgcolor": [
      0.0588,
      0.0745,
      0.0941,
      1.0
     ],
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "bordercolor": [
      0.0588,
      0.0745,
      0.0941,
      1.0
     ],
     "hint": "The engine's headroom_ms",
     "presentation": 1,
     "presentation_rect": [
      377.0,
      32.0,
      52.0,
      20.0
     ],
     "outlettype": [
      "",
      "bang"
     ]
    }
   },
   {
    "box": {
     "id": "obj-16",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      615.0,
      80.0,
      84.0,
      22.0
     ],
     "text": "r ---fb-in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-17",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      615.0,
      110.0,
      189.0,
      22.0
     ],
     "text": "route /meters/headroom_ms",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-18",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      615.0,
      140.0,
      91.0,
      22.0
     ],
     "text": "prepend set",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-19",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      834.0,
      20.0,
      70.0,
      16.0
     ],
     "fontsize": 8.5,
     "textcolor": [
      0.5529,
      0.6,
      0.651,
      1.0
     ],
     "textjustification": 1,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      440.0,
      16.0,
      70.0,
      16.0
     ],
     "text": "steps"
    }
   },
   {
    "box": {
     "id": "obj-20",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      834.0,
      50.0,
      52.0,
      20.0
     ],
     "format": 6,
     "numdecimalplaces": 0,
     "triangle": 0,
     "ignoreclick": 1,
     "fontsize": 11.0,
     "bgcolor": [
      0.0588,
      0.0745,
      0.0941,
      1.0
     ],
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "bordercolor": [
      0.0588,
      0.0745,
      0.0941,
      1.0
     ],
     "hint": "The engine's steps",
     "presentation": 1,
     "presentation_rect": [
      449.0,
      32.0,
      52.0,
      20.0
     ],
     "outlettype": [
      "",
      "bang"
     ]
    }
   },
   {
    "box": {
     "id": "obj-21",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      834.0,
      80.0,
      84.0,
      22.0
     ],
     "text": "r ---fb-in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-22",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      834.0,
      110.0,
      147.0,
      22.0
     ],
     "text": "route /meters/steps",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-23",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      834.0,
      140.0,
      91.0,
      22.0
     ],
     "text": "prepend set",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-24",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1011.0,
      20.0,
      70.0,
      16.0
     ],
     "fontsize": 8.5,
     "textcolor": [
      0.5529,
      0.6,
      0.651,
      1.0
     ],
     "textjustification": 1,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      512.0,
      16.0,
      70.0,
      16.0
     ],
     "text": "level dB"
    }
   },
   {
    "box": {
     "id": "obj-25",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      1011.0,
      50.0,
      52.0,
      20.0
     ],
     "format": 6,
     "numdecimalplaces": 0,
     "triangle": 0,
     "ignoreclick": 1,
     "fontsize": 11.0,
     "bgcolor": [
      0.0588,
      0.0745,
      0.0941,
      1.0
     ],
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "bordercolor": [
      0.0588,
      0.0745,
      0.0941,
      1.0
     ],
     "hint": "The engine's rms_db",
     "presentation": 1,
     "presentation_rect": [
      521.0,
      32.0,
      52.0,
      20.0
     ],
     "outlettype": [
      "",
      "bang"
     ]
    }
   },
   {
    "box": {
     "id": "obj-26",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      1011.0,
      80.0,
      84.0,
      22.0
     ],
     "text": "r ---fb-in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-27",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      1011.0,
      110.0,
      154.0,
      22.0
     ],
     "text": "route /meters/rms_db",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-28",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1011.0,
      140.0,
      91.0,
      22.0
     ],
     "text": "prepend set",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-29",
     "maxclass": "multislider",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      1195.0,
      20.0,
      150.0,
      28.0
     ],
     "size": 2,
     "orientation": 0,
     "setminmax": [
      -60.0,
      0.0
     ],
     "setstyle": 1,
     "ignoreclick": 1,
     "candycane": 2,
     "slidercolor": [
      0.498,
      0.851,
      0.3843,
      1.0
     ],
     "candicane2": [
      1.0,
      0.8471,
      0.4,
      1.0
     ],
     "bgcolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "spacing": 2,
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "hint": "Level and peak, -60 to 0 dB",
     "presentation": 1,
     "presentation_rect": [
      590.0,
      22.0,
      150.0,
      28.0
     ],
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-30",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      1195.0,
      56.0,
      84.0,
      22.0
     ],
     "text": "r ---fb-in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-31",
     "maxclass": "newobj",
     "numinlets": 3,
     "numoutlets": 3,
     "patching_rect": [
      1195.0,
      86.0,
      266.0,
      22.0
     ],
     "text": "route /meters/rms_db /meters/peak_db",
     "outlettype": [
      "",
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-32",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1195.0,
      116.0,
      70.0,
      22.0
     ],
     "text": "expr $f1",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-33",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1195.0,
      146.0,
      105.0,
      22.0
     ],
     "text": "prepend set 1",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-34",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1195.0,
      176.0,
      70.0,
      22.0
     ],
     "text": "expr $f1",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-35",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1195.0,
      206.0,
      105.0,
      22.0
     ],
     "text": "prepend set 2",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-36",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1491.0,
      20.0,
      119.0,
      22.0
     ],
     "text": "udpreceive 9001",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-37",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1491.0,
      50.0,
      84.0,
      22.0
     ],
     "text": "s ---fb-in"
    }
   },
   {
    "box": {
     "id": "obj-38",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1491.0,
      80.0,
      168.0,
      22.0
     ],
     "text": "udpsend 127.0.0.1 9000"
    }
   },
   {
    "box": {
     "id": "obj-39",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      1491.0,
      110.0,
      84.0,
      22.0
     ],
     "text": "r ---fb-do",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-40",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      1689.0,
      20.0,
      91.0,
      22.0
     ],
     "text": "r ---fb-out",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-41",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1689.0,
      50.0,
      70.0,
      22.0
     ],
     "text": "gate 1 0",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-learns",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      1689.0,
      80.0,
      70.0,
      22.0
     ],
     "text": "gate 2 1",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-43",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1819.0,
      20.0,
      70.0,
      22.0
     ],
     "text": "loadbang",
     "outlettype": [
      "bang"
     ]
    }
   },
   {
    "box": {
     "id": "obj-44",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1819.0,
      50.0,
      70.0,
      22.0
     ],
     "text": "del 1000",
     "outlettype": [
      "bang"
     ]
    }
   },
   {
    "box": {
     "id": "obj-45",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      1819.0,
      80.0,
      63.0,
      22.0
     ],
     "text": "t b b b",
     "outlettype": [
      "",
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-46",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1819.0,
      110.0,
      40.0,
      22.0
     ],
     "text": "1",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-recall",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1819.0,
      140.0,
      70.0,
      22.0
     ],
     "text": "gate 1 1",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-everything",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      1819.0,
      170.0,
      49.0,
      22.0
     ],
     "text": "t b b",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-49",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1819.0,
      200.0,
      105.0,
      22.0
     ],
     "text": "s ---fb-first"
    }
   },
   {
    "box": {
     "id": "obj-50",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1819.0,
      230.0,
      98.0,
      22.0
     ],
     "text": "s ---fb-last"
    }
   },
   {
    "box": {
     "id": "obj-51",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1954.0,
      20.0,
      91.0,
      22.0
     ],
     "text": "metro 20000",
     "outlettype": [
      "bang"
     ]
    }
   },
   {
    "box": {
     "id": "obj-52",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1954.0,
      50.0,
      40.0,
      22.0
     ],
     "text": "1",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-53",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1954.0,
      80.0,
      168.0,
      22.0
     ],
     "text": "/subscribe 9001 60 all",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-54",
     "maxclass": "live.text",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      20.0,
      300.0,
      90.0,
      30.0
     ],
     "texton": "Learn...",
     "mode": 1,
     "activebgcolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "activebgoncolor": [
      0.498,
      0.851,
      0.3843,
      1.0
     ],
     "activetextcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "activetextoncolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "rounded": 4.0,
     "parameter_enable": 1,
     "varname": "surface_learn",
     "hint": "Light it, touch a control here, then move one on your controller.",
     "annotation": "Light it, touch a control here, then move one on your controller.",
     "annotation_name": "Learn",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Learn",
       "parameter_shortname": "Learn",
       "parameter_type": 2,
       "parameter_mmax": 1,
       "parameter_enum": [
        "off",
        "on"
       ],
       "parameter_invisible": 2
      }
     },
     "presentation": 1,
     "presentation_rect": [
      756.0,
      18.0,
      90.0,
      30.0
     ],
     "text": "Learn",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-55",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      338.0,
      98.0,
      22.0
     ],
     "text": "expr $i1 + 1",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-56",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      20.0,
      368.0,
      84.0,
      22.0
     ],
     "text": "zl.slice 1",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-57",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 5,
     "patching_rect": [
      20.0,
      398.0,
      112.0,
      22.0
     ],
     "text": "regexp .+/(.+)",
     "outlettype": [
      "",
      "",
      "",
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-58",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      20.0,
      428.0,
      49.0,
      22.0
     ],
     "text": "t b l",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-59",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      458.0,
      154.0,
      22.0
     ],
     "text": "prepend /event/learn",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-60",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      488.0,
      84.0,
      22.0
     ],
     "text": "s ---fb-do"
    }
   },
   {
    "box": {
     "id": "obj-61",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      518.0,
      40.0,
      22.0
     ],
     "text": "0",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-62",
     "maxclass": "live.text",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      204.0,
      300.0,
      120.0,
      30.0
     ],
     "texton": "Send all",
     "mode": 0,
     "activebgcolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "activebgoncolor": [
      0.498,
      0.851,
      0.3843,
      1.0
     ],
     "activetextcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "activetextoncolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "rounded": 4.0,
     "parameter_enable": 1,
     "varname": "surface_send_all",
     "hint": "Sends everything that is shown here to Flowbend.",
     "annotation": "Sends everything that is shown here to Flowbend.",
     "annotation_name": "Send all",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Send all",
       "parameter_shortname": "Send all",
       "parameter_type": 2,
       "parameter_mmax": 1,
       "parameter_enum": [
        "off",
        "on"
       ],
       "parameter_invisible": 2
      }
     },
     "presentation": 1,
     "presentation_rect": [
      1094.0,
      18.0,
      120.0,
      30.0
     ],
     "text": "Send all",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-63",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      204.0,
      338.0,
      40.0,
      22.0
     ],
     "text": "t b",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-64",
     "maxclass": "panel",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      354.0,
      300.0,
      565.0,
      128.0
     ],
     "background": 1,
     "bgcolor": [
      0.102,
      0.1255,
      0.1569,
      1.0
     ],
     "rounded": 6,
     "border": 1,
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "mode": 0,
     "ignoreclick": 1,
     "presentation": 1,
     "presentation_rect": [
      14.0,
      70.0,
      565.0,
      128.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-65",
     "maxclass": "panel",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      354.0,
      436.0,
      3.0,
      10.0
     ],
     "background": 1,
     "bgcolor": [
      1.0,
      0.7059,
      0.3294,
      1.0
     ],
     "rounded": 1,
     "border": 0,
     "mode": 0,
     "ignoreclick": 1,
     "presentation": 1,
     "presentation_rect": [
      22.0,
      77.0,
      3.0,
      10.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-66",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      354.0,
      466.0,
      547.0,
      19.0
     ],
     "fontsize": 10.5,
     "textcolor": [
      1.0,
      0.7059,
      0.3294,
      1.0
     ],
     "textjustification": 0,
     "fontface": 1,
     "presentation": 1,
     "presentation_rect": [
      27.0,
      72.0,
      547.0,
      19.0
     ],
     "text": "MORPH"
    }
   },
   {
    "box": {
     "id": "obj-67",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      949.0,
      300.0,
      84.0,
      22.0
     ],
     "text": "r ---fb-in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-68",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      949.0,
      330.0,
      147.0,
      22.0
     ],
     "text": "route /param/seed_a",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-69",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      949.0,
      360.0,
      91.0,
      22.0
     ],
     "text": "prepend set",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-70",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      949.0,
      390.0,
      105.0,
      22.0
     ],
     "text": "r ---fb-first",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-71",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      949.0,
      420.0,
      64.0,
      16.0
     ],
     "fontsize": 9.5,
     "textcolor": [
      0.5529,
      0.6,
      0.651,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      22.0,
      91.0,
      64.0,
      16.0
     ],
     "text": "Seed A"
    }
   },
   {
    "box": {
     "id": "obj-seed_a",
     "maxclass": "live.numbox",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      949.0,
      450.0,
      64.0,
      18.0
     ],
     "activebgcolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "activeslidercolor": [
      1.0,
      0.7059,
      0.3294,
      1.0
     ],
     "parameter_enable": 1,
     "varname": "seed_a",
     "hint": "Which noise the sound at A grows from; the same seed gives the same music. (seed_a: 0 to 65535)",
     "annotation": "Which noise the sound at A grows from; the same seed gives the same music. (seed_a: 0 to 65535)",
     "annotation_name": "Seed A",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Seed A",
       "parameter_shortname": "Seed A",
       "parameter_initial": [
        1
       ],
       "parameter_initial_enable": 1,
       "parameter_order": 0,
       "parameter_mmin": 0,
       "parameter_mmax": 65535,
       "parameter_type": 0,
       "parameter_exponent": 1.0,
       "parameter_unitstyle": 0
      }
     },
     "presentation": 1,
     "presentation_rect": [
      22.0,
      107.0,
      64.0,
      18.0
     ],
     "outlettype": [
      "",
      "float"
     ]
    }
   },
   {
    "box": {
     "id": "obj-73",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      949.0,
      480.0,
      161.0,
      22.0
     ],
     "text": "prepend /param/seed_a",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-74",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      949.0,
      510.0,
      147.0,
      22.0
     ],
     "text": "expr int($f1 + 0.5)",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-75",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      949.0,
      540.0,
      91.0,
      22.0
     ],
     "text": "s ---fb-out"
    }
   },
   {
    "box": {
     "id": "obj-76",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      1140.0,
      300.0,
      84.0,
      22.0
     ],
     "text": "r ---fb-in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-77",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      1140.0,
      330.0,
      147.0,
      22.0
     ],
     "text": "route /param/seed_b",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-78",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1140.0,
      360.0,
      91.0,
      22.0
     ],
     "text": "prepend set",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-79",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      1140.0,
      390.0,
      105.0,
      22.0
     ],
     "text": "r ---fb-first",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-80",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1140.0,
      420.0,
      64.0,
      16.0
     ],
     "fontsize": 9.5,
     "textcolor": [
      0.5529,
      0.6,
      0.651,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      90.0,
      91.0,
      64.0,
      16.0
     ],
     "text": "Seed B"
    }
   },
   {
    "box": {
     "id": "obj-seed_b",
     "maxclass": "live.numbox",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      1140.0,
      450.0,
      64.0,
      18.0
     ],
     "activebgcolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "activeslidercolor": [
      1.0,
      0.7059,
      0.3294,
      1.0
     ],
     "parameter_enable": 1,
     "varname": "seed_b",
     "hint": "Which noise the sound at B grows from. (seed_b: 0 to 65535)",
     "annotation": "Which noise the sound at B grows from. (seed_b: 0 to 65535)",
     "annotation_name": "Seed B",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Seed B",
       "parameter_shortname": "Seed B",
       "parameter_initial": [
        2
       ],
       "parameter_initial_enable": 1,
       "parameter_order": 0,
       "parameter_mmin": 0,
       "parameter_mmax": 65535,
       "parameter_type": 0,
       "parameter_exponent": 1.0,
       "parameter_unitstyle": 0
      }
     },
     "presentation": 1,
     "presentation_rect": [
      90.0,
      107.0,
      64.0,
      18.0
     ],
     "outlettype": [
      "",
      "float"
     ]
    }
   },
   {
    "box": {
     "id": "obj-82",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1140.0,
      480.0,
      161.0,
      22.0
     ],
     "text": "prepend /param/seed_b",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-83",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1140.0,
      510.0,
      147.0,
      22.0
     ],
     "text": "expr int($f1 + 0.5)",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-84",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1140.0,
      540.0,
      91.0,
      22.0
     ],
     "text": "s ---fb-out"
    }
   },
   {
    "box": {
     "id": "obj-85",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      1331.0,
      300.0,
      84.0,
      22.0
     ],
     "text": "r ---fb-in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-86",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      1331.0,
      330.0,
      189.0,
      22.0
     ],
     "text": "route /param/instrument_a",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-87",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1331.0,
      360.0,
      91.0,
      22.0
     ],
     "text": "prepend set",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-88",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      1331.0,
      390.0,
      105.0,
      22.0
     ],
     "text": "r ---fb-first",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-89",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1331.0,
      420.0,
      204.0,
      16.0
     ],
     "fontsize": 9.5,
     "textcolor": [
      0.5529,
      0.6,
      0.651,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      158.0,
      91.0,
      204.0,
      16.0
     ],
     "text": "Instrument A"
    }
   },
   {
    "box": {
     "id": "obj-instrument_a",
     "maxclass": "live.menu",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      1331.0,
      450.0,
      204.0,
      18.0
     ],
     "activebgcolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "tricolor": [
      1.0,
      0.7059,
      0.3294,
      1.0
     ],
     "parameter_enable": 1,
     "varname": "instrument_a",
     "hint": "The instrument at A, by its position in the model's list or by name. (instrument_a: 0 to 63)",
     "annotation": "The instrument at A, by its position in the model's list or by name. (instrument_a: 0 to 63)",
     "annotation_name": "Instrument A",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Instrument A",
       "parameter_shortname": "Instrument A",
       "parameter_initial": [
        0
       ],
       "parameter_initial_enable": 1,
       "parameter_order": 0,
       "parameter_mmin": 0,
       "parameter_mmax": 63,
       "parameter_type": 2,
       "parameter_enum": [
        "piano",
        "electric piano",
        "vibraphone",
        "marimba",
        "organ",
        "nylon guitar",
        "finger bass",
        "synth bass",
        "violin",
        "cello",
        "string ensemble",
        "harp",
        "choir",
        "trumpet",
        "french horn",
        "alto sax",
        "clarinet",
        "flute",
        "saw lead",
        "warm pad",
        "standard kit",
        "electronic kit",
        "brush kit",
        "harpsichord",
        "steel guitar",
        "trombone",
        "oboe",
        "kalimba",
        "square lead",
        "kick",
        "snare",
        "hat",
        "percussion",
        "recorded kit",
        "loop",
        "35",
        "36",
        "37",
        "38",
        "39",
        "40",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "47",
        "48",
        "49",
        "50",
        "51",
        "52",
        "53",
        "54",
        "55",
        "56",
        "57",
        "58",
        "59",
        "60",
        "61",
        "62",
        "63"
       ]
      }
     },
     "presentation": 1,
     "presentation_rect": [
      158.0,
      107.0,
      204.0,
      18.0
     ],
     "outlettype": [
      "",
      "",
      "float"
     ]
    }
   },
   {
    "box": {
     "id": "obj-91",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1331.0,
      480.0,
      203.0,
      22.0
     ],
     "text": "prepend /param/instrument_a",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-92",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1331.0,
      510.0,
      91.0,
      22.0
     ],
     "text": "s ---fb-out"
    }
   },
   {
    "box": {
     "id": "obj-93",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      1565.0,
      300.0,
      84.0,
      22.0
     ],
     "text": "r ---fb-in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-94",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      1565.0,
      330.0,
      189.0,
      22.0
     ],
     "text": "route /param/instrument_b",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-95",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1565.0,
      360.0,
      91.0,
      22.0
     ],
     "text": "prepend set",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-96",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      1565.0,
      390.0,
      105.0,
      22.0
     ],
     "text": "r ---fb-first",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-97",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1565.0,
      420.0,
      204.0,
      16.0
     ],
     "fontsize": 9.5,
     "textcolor": [
      0.5529,
      0.6,
      0.651,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      367.0,
      91.0,
      204.0,
      16.0
     ],
     "text": "Instrument B"
    }
   },
   {
    "box": {
     "id": "obj-instrument_b",
     "maxclass": "live.menu",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      1565.0,
      450.0,
      204.0,
      18.0
     ],
     "activebgcolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "tricolor": [
      1.0,
      0.7059,
      0.3294,
      1.0
     ],
     "parameter_enable": 1,
     "varname": "instrument_b",
     "hint": "The instrument at B, by its position in the model's list or by name. (instrument_b: 0 to 63)",
     "annotation": "The instrument at B, by its position in the model's list or by name. (instrument_b: 0 to 63)",
     "annotation_name": "Instrument B",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Instrument B",
       "parameter_shortname": "Instrument B",
       "parameter_initial": [
        0
       ],
       "parameter_initial_enable": 1,
       "parameter_order": 0,
       "parameter_mmin": 0,
       "parameter_mmax": 63,
       "parameter_type": 2,
       "parameter_enum": [
        "piano",
        "electric piano",
        "vibraphone",
        "marimba",
        "organ",
        "nylon guitar",
        "finger bass",
        "synth bass",
        "violin",
        "cello",
        "string ensemble",
        "harp",
        "choir",
        "trumpet",
        "french horn",
        "alto sax",
        "clarinet",
        "flute",
        "saw lead",
        "warm pad",
        "standard kit",
        "electronic kit",
        "brush kit",
        "harpsichord",
        "steel guitar",
        "trombone",
        "oboe",
        "kalimba",
        "square lead",
        "kick",
        "snare",
        "hat",
        "percussion",
        "recorded kit",
        "loop",
        "35",
        "36",
        "37",
        "38",
        "39",
        "40",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "47",
        "48",
        "49",
        "50",
        "51",
        "52",
        "53",
        "54",
        "55",
        "56",
        "57",
        "58",
        "59",
        "60",
        "61",
        "62",
        "63"
       ]
      }
     },
     "presentation": 1,
     "presentation_rect": [
      367.0,
      107.0,
      204.0,
      18.0
     ],
     "outlettype": [
      "",
      "",
      "float"
     ]
    }
   },
   {
    "box": {
     "id": "obj-99",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1565.0,
      480.0,
      203.0,
      22.0
     ],
     "text": "prepend /param/instrument_b",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-100",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1565.0,
      510.0,
      91.0,
      22.0
     ],
     "text": "s ---fb-out"
    }
   },
   {
    "box": {
     "id": "obj-101",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      1799.0,
      300.0,
      84.0,
      22.0
     ],
     "text": "r ---fb-in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-102",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      1799.0,
      330.0,
      140.0,
      22.0
     ],
     "text": "route /param/morph",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-103",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1799.0,
      360.0,
      91.0,
      22.0
     ],
     "text": "prepend set",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-104",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      1799.0,
      390.0,
      105.0,
      22.0
     ],
     "text": "r ---fb-first",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-morph",
     "maxclass": "live.slider",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      1799.0,
      420.0,
      549.0,
      44.0
     ],
     "orientation": 1,
     "slidercolor": [
      1.0,
      0.7059,
      0.3294,
      1.0
     ],
     "trioncolor": [
      1.0,
      0.7059,
      0.3294,
      1.0
     ],
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "parameter_enable": 1,
     "varname": "morph",
     "hint": "From seed and instrument A (0) to seed and instrument B (1), without a seam. (morph: 0 to 1)",
     "annotation": "From seed and instrument A (0) to seed and instrument B (1), without a seam. (morph: 0 to 1)",
     "annotation_name": "Morph",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Morph",
       "parameter_shortname": "Morph",
       "parameter_initial": [
        0
       ],
       "parameter_initial_enable": 1,
       "parameter_order": 0,
       "parameter_mmin": 0,
       "parameter_mmax": 1,
       "parameter_type": 0,
       "parameter_exponent": 1.0,
       "parameter_unitstyle": 1
      }
     },
     "presentation": 1,
     "presentation_rect": [
      22.0,
      142.0,
      549.0,
      44.0
     ],
     "outlettype": [
      "",
      "float"
     ]
    }
   },
   {
    "box": {
     "id": "obj-106",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1799.0,
      472.0,
      154.0,
      22.0
     ],
     "text": "prepend /param/morph",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-107",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1799.0,
      502.0,
      91.0,
      22.0
     ],
     "text": "s ---fb-out"
    }
   },
   {
    "box": {
     "id": "obj-108",
     "maxclass": "panel",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      610.0,
      409.0,
      128.0
     ],
     "background": 1,
     "bgcolor": [
      0.102,
      0.1255,
      0.1569,
      1.0
     ],
     "rounded": 6,
     "border": 1,
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "mode": 0,
     "ignoreclick": 1,
     "presentation": 1,
     "presentation_rect": [
      585.0,
      70.0,
      409.0,
      128.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-109",
     "maxclass": "panel",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      746.0,
      3.0,
      10.0
     ],
     "background": 1,
     "bgcolor": [
      0.9412,
      0.4431,
      0.4706,
      1.0
     ],
     "rounded": 1,
     "border": 0,
     "mode": 0,
     "ignoreclick": 1,
     "presentation": 1,
     "presentation_rect": [
      593.0,
      77.0,
      3.0,
      10.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-110",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      776.0,
      391.0,
      19.0
     ],
     "fontsize": 10.5,
     "textcolor": [
      0.9412,
      0.4431,
      0.4706,
      1.0
     ],
     "textjustification": 0,
     "fontface": 1,
     "presentation": 1,
     "presentation_rect": [
      598.0,
      72.0,
      391.0,
      19.0
     ],
     "text": "MODEL"
    }
   },
   {
    "box": {
     "id": "obj-111",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      459.0,
      610.0,
      84.0,
      22.0
     ],
     "text": "r ---fb-in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-112",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      459.0,
      640.0,
      161.0,
      22.0
     ],
     "text": "route /param/guidance",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-113",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      459.0,
      670.0,
      91.0,
      22.0
     ],
     "text": "prepend set",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-114",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      459.0,
      700.0,
      105.0,
      22.0
     ],
     "text": "r ---fb-first",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-guidance",
     "maxclass": "live.dial",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      459.0,
      730.0,
      58.0,
      50.0
     ],
     "appearance": 0,
     "activedialcolor": [
      0.9412,
      0.4431,
      0.4706,
      1.0
     ],
     "activeneedlecolor": [
      0.9412,
      0.4431,
      0.4706,
      1.0
     ],
     "dialcolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "parameter_enable": 1,
     "varname": "guidance",
     "hint": "How strictly the model obeys instrument, notes and lanes; 1 is plain, in one pass. (guidance: 0.5 to 6 x)",
     "annotation": "How strictly the model obeys instrument, notes and lanes; 1 is plain, in one pass. (guidance: 0.5 to 6 x)",
     "annotation_name": "Guidance",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Guidance",
       "parameter_shortname": "Guidance",
       "parameter_initial": [
        2
       ],
       "parameter_initial_enable": 1,
       "parameter_order": 0,
       "parameter_mmin": 0.5,
       "parameter_mmax": 6,
       "parameter_type": 0,
       "parameter_exponent": 1.0,
       "parameter_unitstyle": 9,
       "parameter_units": "%.2f x"
      }
     },
     "presentation": 1,
     "presentation_rect": [
      612.0,
      117.0,
      58.0,
      50.0
     ],
     "outlettype": [
      "",
      "float"
     ]
    }
   },
   {
    "box": {
     "id": "obj-116",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      459.0,
      788.0,
      175.0,
      22.0
     ],
     "text": "prepend /param/guidance",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-117",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      459.0,
      818.0,
      91.0,
      22.0
     ],
     "text": "s ---fb-out"
    }
   },
   {
    "box": {
     "id": "obj-118",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      664.0,
      610.0,
      84.0,
      22.0
     ],
     "text": "r ---fb-in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-119",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      664.0,
      640.0,
      182.0,
      22.0
     ],
     "text": "route /param/temperature",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-120",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      664.0,
      670.0,
      91.0,
      22.0
     ],
     "text": "prepend set",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-121",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      664.0,
      700.0,
      105.0,
      22.0
     ],
     "text": "r ---fb-first",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-temperature",
     "maxclass": "live.dial",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      664.0,
      730.0,
      58.0,
      50.0
     ],
     "appearance": 0,
     "activedialcolor": [
      0.9412,
      0.4431,
      0.4706,
      1.0
     ],
     "activeneedlecolor": [
      0.9412,
      0.4431,
      0.4706,
      1.0
     ],
     "dialcolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "parameter_enable": 1,
     "varname": "temperature",
     "hint": "How far the noise strays from its mean: 0 the most expected sound, above 1 wilder. (temperature: 0 to 1.5)",
     "annotation": "How far the noise strays from its mean: 0 the most expected sound, above 1 wilder. (temperature: 0 to 1.5)",
     "annotation_name": "Temperature",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Temperature",
       "parameter_shortname": "Temperature",
       "parameter_initial": [
        1
       ],
       "parameter_initial_enable": 1,
       "parameter_order": 0,
       "parameter_mmin": 0,
       "parameter_mmax": 1.5,
       "parameter_type": 0,
       "parameter_exponent": 1.0,
       "parameter_unitstyle": 1
      }
     },
     "presentation": 1,
     "presentation_rect": [
      710.0,
      117.0,
      58.0,
      50.0
     ],
     "outlettype": [
      "",
      "float"
     ]
    }
   },
   {
    "box": {
     "id": "obj-123",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      664.0,
      788.0,
      196.0,
      22.0
     ],
     "text": "prepend /param/temperature",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-124",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      664.0,
      818.0,
      91.0,
      22.0
     ],
     "text": "s ---fb-out"
    }
   },
   {
    "box": {
     "id": "obj-125",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      890.0,
      610.0,
      84.0,
      22.0
     ],
     "text": "r ---fb-in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-126",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      890.0,
      640.0,
      140.0,
      22.0
     ],
     "text": "route /param/steps",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-127",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      890.0,
      670.0,
      91.0,
      22.0
     ],
     "text": "prepend set",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-128",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      890.0,
      700.0,
      105.0,
      22.0
     ],
     "text": "r ---fb-first",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-steps",
     "maxclass": "live.dial",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      890.0,
      730.0,
      58.0,
      50.0
     ],
     "appearance": 0,
     "activedialcolor": [
      0.9412,
      0.4431,
      0.4706,
      1.0
     ],
     "activeneedlecolor": [
      0.9412,
      0.4431,
      0.4706,
      1.0
     ],
     "dialcolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "parameter_enable": 1,
     "varname": "steps",
     "hint": "Diffusion steps for each block: more is finer and costs more time. (steps: 1 to 16)",
     "annotation": "Diffusion steps for each block: more is finer and costs more time. (steps: 1 to 16)",
     "annotation_name": "Steps",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Steps",
       "parameter_shortname": "Steps",
       "parameter_initial": [
        4
       ],
       "parameter_initial_enable": 1,
       "parameter_order": 0,
       "parameter_mmin": 1,
       "parameter_mmax": 16,
       "parameter_type": 1,
       "parameter_unitstyle": 0
      }
     },
     "presentation": 1,
     "presentation_rect": [
      810.0,
      117.0,
      58.0,
      50.0
     ],
     "outlettype": [
      "",
      "float"
     ]
    }
   },
   {
    "box": {
     "id": "obj-130",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      890.0,
      788.0,
      154.0,
      22.0
     ],
     "text": "prepend /param/steps",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-131",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      890.0,
      818.0,
      91.0,
      22.0
     ],
     "text": "s ---fb-out"
    }
   },
   {
    "box": {
     "id": "obj-132",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      1074.0,
      610.0,
      84.0,
      22.0
     ],
     "text": "r ---fb-in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-133",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      1074.0,
      640.0,
      133.0,
      22.0
     ],
     "text": "route /param/gain",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-134",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1074.0,
      670.0,
      91.0,
      22.0
     ],
     "text": "prepend set",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-135",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      1074.0,
      700.0,
      105.0,
      22.0
     ],
     "text": "r ---fb-first",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-gain",
     "maxclass": "live.dial",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      1074.0,
      730.0,
      58.0,
      50.0
     ],
     "appearance": 0,
     "activedialcolor": [
      0.9412,
      0.4431,
      0.4706,
      1.0
     ],
     "activeneedlecolor": [
      0.9412,
      0.4431,
      0.4706,
      1.0
     ],
     "dialcolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "parameter_enable": 1,
     "varname": "gain",
     "hint": "Level of the finished sound, after the model. (gain: -60 to 12 dB)",
     "annotation": "Level of the finished sound, after the model. (gain: -60 to 12 dB)",
     "annotation_name": "Gain",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Gain",
       "parameter_shortname": "Gain",
       "parameter_initial": [
        0
       ],
       "parameter_initial_enable": 1,
       "parameter_order": 0,
       "parameter_mmin": -60,
       "parameter_mmax": 12,
       "parameter_type": 0,
       "parameter_exponent": 1.0,
       "parameter_unitstyle": 4
      }
     },
     "presentation": 1,
     "presentation_rect": [
      910.0,
      117.0,
      58.0,
      50.0
     ],
     "outlettype": [
      "",
      "float"
     ]
    }
   },
   {
    "box": {
     "id": "obj-137",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1074.0,
      788.0,
      147.0,
      22.0
     ],
     "text": "prepend /param/gain",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-138",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1074.0,
      818.0,
      91.0,
      22.0
     ],
     "text": "s ---fb-out"
    }
   },
   {
    "box": {
     "id": "obj-139",
     "maxclass": "panel",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1251.0,
      610.0,
      214.0,
      128.0
     ],
     "background": 1,
     "bgcolor": [
      0.102,
      0.1255,
      0.1569,
      1.0
     ],
     "rounded": 6,
     "border": 1,
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "mode": 0,
     "ignoreclick": 1,
     "presentation": 1,
     "presentation_rect": [
      1000.0,
      70.0,
      214.0,
      128.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-140",
     "maxclass": "panel",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1251.0,
      746.0,
      3.0,
      10.0
     ],
     "background": 1,
     "bgcolor": [
      0.498,
      0.851,
      0.3843,
      1.0
     ],
     "rounded": 1,
     "border": 0,
     "mode": 0,
     "ignoreclick": 1,
     "presentation": 1,
     "presentation_rect": [
      1008.0,
      77.0,
      3.0,
      10.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-141",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1251.0,
      776.0,
      196.0,
      19.0
     ],
     "fontsize": 10.5,
     "textcolor": [
      0.498,
      0.851,
      0.3843,
      1.0
     ],
     "textjustification": 0,
     "fontface": 1,
     "presentation": 1,
     "presentation_rect": [
      1013.0,
      72.0,
      196.0,
      19.0
     ],
     "text": "LOUDNESS"
    }
   },
   {
    "box": {
     "id": "obj-142",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      1495.0,
      610.0,
      84.0,
      22.0
     ],
     "text": "r ---fb-in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-143",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      1495.0,
      640.0,
      161.0,
      22.0
     ],
     "text": "route /param/rms_mode",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-144",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1495.0,
      670.0,
      91.0,
      22.0
     ],
     "text": "prepend set",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-145",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      1495.0,
      700.0,
      98.0,
      22.0
     ],
     "text": "r ---fb-last",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-146",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1495.0,
      730.0,
      198.0,
      16.0
     ],
     "fontsize": 9.5,
     "textcolor": [
      0.5529,
      0.6,
      0.651,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      1008.0,
      91.0,
      198.0,
      16.0
     ],
     "text": "Mode"
    }
   },
   {
    "box": {
     "id": "obj-rms_mode",
     "maxclass": "live.tab",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      1495.0,
      760.0,
      198.0,
      18.0
     ],
     "activebgcolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "activebgoncolor": [
      0.498,
      0.851,
      0.3843,
      1.0
     ],
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "textcolor": [
      0.5529,
      0.6,
      0.651,
      1.0
     ],
     "textoncolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "num_lines_patching": 1,
     "num_lines_presentation": 1,
     "rounded": 3.0,
     "parameter_enable": 1,
     "varname": "rms_mode",
     "hint": "Who decides the loudness: the model, the knob, or a curve or ear. (rms_mode: free, held, driven)",
     "annotation": "Who decides the loudness: the model, the knob, or a curve or ear. (rms_mode: free, held, driven)",
     "annotation_name": "Loudness mode",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Loudness mode",
       "parameter_shortname": "Mode",
       "parameter_initial": [
        0
       ],
       "parameter_initial_enable": 1,
       "parameter_order": 1,
       "parameter_mmin": 0,
       "parameter_mmax": 2,
       "parameter_type": 2,
       "parameter_enum": [
        "free",
        "held",
        "driven"
       ]
      }
     },
     "presentation": 1,
     "presentation_rect": [
      1008.0,
      107.0,
      198.0,
      18.0
     ],
     "outlettype": [
      "",
      "",
      "float"
     ]
    }
   },
   {
    "box": {
     "id": "obj-148",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1495.0,
      790.0,
      175.0,
      22.0
     ],
     "text": "prepend /param/rms_mode",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-149",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1495.0,
      820.0,
      91.0,
      22.0
     ],
     "text": "s ---fb-out"
    }
   },
   {
    "box": {
     "id": "obj-150",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      1723.0,
      610.0,
      84.0,
      22.0
     ],
     "text": "r ---fb-in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-151",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      1723.0,
      640.0,
      126.0,
      22.0
     ],
     "text": "route /param/rms",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-152",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1723.0,
      670.0,
      91.0,
      22.0
     ],
     "text": "prepend set",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-153",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      1723.0,
      700.0,
      105.0,
      22.0
     ],
     "text": "r ---fb-first",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-rms",
     "maxclass": "live.dial",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      1723.0,
      730.0,
      58.0,
      50.0
     ],
     "appearance": 0,
     "activedialcolor": [
      0.498,
      0.851,
      0.3843,
      1.0
     ],
     "activeneedlecolor": [
      0.498,
      0.851,
      0.3843,
      1.0
     ],
     "dialcolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "parameter_enable": 1,
     "varname": "rms",
     "hint": "How loud the model is asked to play: the RMS level of its sound, before gain. (rms: -60 to 0 dB)",
     "annotation": "How loud the model is asked to play: the RMS level of its sound, before gain. (rms: -60 to 0 dB)",
     "annotation_name": "Loudness",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Loudness",
       "parameter_shortname": "Loudness",
       "parameter_initial": [
        -20
       ],
       "parameter_initial_enable": 1,
       "parameter_order": 0,
       "parameter_mmin": -60,
       "parameter_mmax": 0,
       "parameter_type": 0,
       "parameter_exponent": 1.0,
       "parameter_unitstyle": 4
      }
     },
     "presentation": 1,
     "presentation_rect": [
      1028.0,
      138.0,
      58.0,
      50.0
     ],
     "outlettype": [
      "",
      "float"
     ]
    }
   },
   {
    "box": {
     "id": "obj-155",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1723.0,
      788.0,
      140.0,
      22.0
     ],
     "text": "prepend /param/rms",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-156",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1723.0,
      818.0,
      91.0,
      22.0
     ],
     "text": "s ---fb-out"
    }
   },
   {
    "box": {
     "id": "obj-157",
     "maxclass": "multislider",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      1893.0,
      610.0,
      40.0,
      40.0
     ],
     "size": 2,
     "orientation": 1,
     "setminmax": [
      0.0,
      1.0
     ],
     "setstyle": 1,
     "ignoreclick": 1,
     "candycane": 2,
     "slidercolor": [
      0.5529,
      0.6,
      0.651,
      1.0
     ],
     "candicane2": [
      0.498,
      0.851,
      0.3843,
      1.0
     ],
     "bgcolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "spacing": 3,
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "hint": "rms: what is asked, and what the sound does",
     "presentation": 1,
     "presentation_rect": [
      1138.0,
      138.0,
      40.0,
      40.0
     ],
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-158",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1893.0,
      658.0,
      99.0,
      17.0
     ],
     "fontsize": 8.5,
     "textcolor": [
      0.5529,
      0.6,
      0.651,
      1.0
     ],
     "textjustification": 1,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      1108.0,
      178.0,
      99.0,
      17.0
     ],
     "text": "asked  got"
    }
   },
   {
    "box": {
     "id": "obj-159",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      1893.0,
      688.0,
      84.0,
      22.0
     ],
     "text": "r ---fb-in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-160",
     "maxclass": "newobj",
     "numinlets": 3,
     "numoutlets": 3,
     "patching_rect": [
      1893.0,
      718.0,
      287.0,
      22.0
     ],
     "text": "route /meters/asked_rms /meters/got_rms",
     "outlettype": [
      "",
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-161",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1893.0,
      748.0,
      175.0,
      22.0
     ],
     "text": "expr ($f1 - -60.) / 60.",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-162",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1893.0,
      778.0,
      105.0,
      22.0
     ],
     "text": "prepend set 1",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-163",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1893.0,
      808.0,
      175.0,
      22.0
     ],
     "text": "expr ($f1 - -60.) / 60.",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-164",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1893.0,
      838.0,
      105.0,
      22.0
     ],
     "text": "prepend set 2",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-165",
     "maxclass": "panel",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      908.0,
      188.0,
      128.0
     ],
     "background": 1,
     "bgcolor": [
      0.102,
      0.1255,
      0.1569,
      1.0
     ],
     "rounded": 6,
     "border": 1,
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "mode": 0,
     "ignoreclick": 1,
     "presentation": 1,
     "presentation_rect": [
      14.0,
      204.0,
      188.0,
      128.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-166",
     "maxclass": "panel",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      1044.0,
      3.0,
      10.0
     ],
     "background": 1,
     "bgcolor": [
      1.0,
      0.8471,
      0.4,
      1.0
     ],
     "rounded": 1,
     "border": 0,
     "mode": 0,
     "ignoreclick": 1,
     "presentation": 1,
     "presentation_rect": [
      22.0,
      211.0,
      3.0,
      10.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-167",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      1074.0,
      170.0,
      19.0
     ],
     "fontsize": 10.5,
     "textcolor": [
      1.0,
      0.8471,
      0.4,
      1.0
     ],
     "textjustification": 0,
     "fontface": 1,
     "presentation": 1,
     "presentation_rect": [
      27.0,
      206.0,
      170.0,
      19.0
     ],
     "text": "BRIGHTNESS"
    }
   },
   {
    "box": {
     "id": "obj-168",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      238.0,
      908.0,
      84.0,
      22.0
     ],
     "text": "r ---fb-in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-169",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      238.0,
      938.0,
      210.0,
      22.0
     ],
     "text": "route /param/brightness_mode",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-170",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      238.0,
      968.0,
      91.0,
      22.0
     ],
     "text": "prepend set",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-171",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      238.0,
      998.0,
      98.0,
      22.0
     ],
     "text": "r ---fb-last",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-172",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      238.0,
      1028.0,
      172.0,
      16.0
     ],
     "fontsize": 9.5,
     "textcolor": [
      0.5529,
      0.6,
      0.651,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      22.0,
      225.0,
      172.0,
      16.0
     ],
     "text": "Mode"
    }
   },
   {
    "box": {
     "id": "obj-brightness_mode",
     "maxclass": "live.tab",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      238.0,
      1058.0,
      172.0,
      18.0
     ],
     "activebgcolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "activebgoncolor": [
      1.0,
      0.8471,
      0.4,
      1.0
     ],
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "textcolor": [
      0.5529,
      0.6,
      0.651,
      1.0
     ],
     "textoncolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "num_lines_patching": 1,
     "num_lines_presentation": 1,
     "rounded": 3.0,
     "parameter_enable": 1,
     "varname": "brightness_mode",
     "hint": "Who decides the brightness: the model, the knob, or a curve or ear. (brightness_mode: free, held, driven)",
     "annotation": "Who decides the brightness: the model, the knob, or a curve or ear. (brightness_mode: free, held, driven)",
     "annotation_name": "Brightness mode",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Brightness mode",
       "parameter_shortname": "Mode",
       "parameter_initial": [
        0
       ],
       "parameter_initial_enable": 1,
       "parameter_order": 1,
       "parameter_mmin": 0,
       "parameter_mmax": 2,
       "parameter_type": 2,
       "parameter_enum": [
        "free",
        "held",
        "driven"
       ]
      }
     },
     "presentation": 1,
     "presentation_rect": [
      22.0,
      241.0,
      172.0,
      18.0
     ],
     "outlettype": [
      "",
      "",
      "float"
     ]
    }
   },
   {
    "box": {
     "id": "obj-174",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      238.0,
      1088.0,
      224.0,
      22.0
     ],
     "text": "prepend /param/brightness_mode",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-175",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      238.0,
      1118.0,
      91.0,
      22.0
     ],
     "text": "s ---fb-out"
    }
   },
   {
    "box": {
     "id": "obj-176",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      492.0,
      908.0,
      84.0,
      22.0
     ],
     "text": "r ---fb-in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-177",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      492.0,
      938.0,
      175.0,
      22.0
     ],
     "text": "route /param/brightness",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-178",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      492.0,
      968.0,
      91.0,
      22.0
     ],
     "text": "prepend set",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-179",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      492.0,
      998.0,
      105.0,
      22.0
     ],
     "text": "r ---fb-first",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-brightness",
     "maxclass": "live.dial",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      492.0,
      1028.0,
      58.0,
      50.0
     ],
     "appearance": 0,
     "activedialcolor": [
      1.0,
      0.8471,
      0.4,
      1.0
     ],
     "activeneedlecolor": [
      1.0,
      0.8471,
      0.4,
      1.0
     ],
     "dialcolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "parameter_enable": 1,
     "varname": "brightness",
     "hint": "Where the middle of the spectrum lies (its centroid). (brightness: 100 to 12000 Hz)",
     "annotation": "Where the middle of the spectrum lies (its centroid). (brightness: 100 to 12000 Hz)",
     "annotation_name": "Brightness",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Brightness",
       "parameter_shortname": "Brightness",
       "parameter_initial": [
        1200
       ],
       "parameter_initial_enable": 1,
       "parameter_order": 0,
       "parameter_mmin": 100,
       "parameter_mmax": 12000,
       "parameter_type": 0,
       "parameter_exponent": 3.5795,
       "parameter_unitstyle": 3
      }
     },
     "presentation": 1,
     "presentation_rect": [
      35.0,
      272.0,
      58.0,
      50.0
     ],
     "outlettype": [
      "",
      "float"
     ]
    }
   },
   {
    "box": {
     "id": "obj-181",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      492.0,
      1086.0,
      189.0,
      22.0
     ],
     "text": "prepend /param/brightness",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-182",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      492.0,
      1116.0,
      91.0,
      22.0
     ],
     "text": "s ---fb-out"
    }
   },
   {
    "box": {
     "id": "obj-183",
     "maxclass": "multislider",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      711.0,
      908.0,
      40.0,
      40.0
     ],
     "size": 2,
     "orientation": 1,
     "setminmax": [
      0.0,
      1.0
     ],
     "setstyle": 1,
     "ignoreclick": 1,
     "candycane": 2,
     "slidercolor": [
      0.5529,
      0.6,
      0.651,
      1.0
     ],
     "candicane2": [
      1.0,
      0.8471,
      0.4,
      1.0
     ],
     "bgcolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "spacing": 3,
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "hint": "brightness: what is asked, and what the sound does",
     "presentation": 1,
     "presentation_rect": [
      132.0,
      272.0,
      40.0,
      40.0
     ],
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-184",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      711.0,
      956.0,
      86.0,
      17.0
     ],
     "fontsize": 8.5,
     "textcolor": [
      0.5529,
      0.6,
      0.651,
      1.0
     ],
     "textjustification": 1,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      109.0,
      312.0,
      86.0,
      17.0
     ],
     "text": "asked  got"
    }
   },
   {
    "box": {
     "id": "obj-185",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      711.0,
      986.0,
      84.0,
      22.0
     ],
     "text": "r ---fb-in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-186",
     "maxclass": "newobj",
     "numinlets": 3,
     "numoutlets": 3,
     "patching_rect": [
      711.0,
      1016.0,
      385.0,
      22.0
     ],
     "text": "route /meters/asked_brightness /meters/got_brightness",
     "outlettype": [
      "",
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-187",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      711.0,
      1046.0,
      238.0,
      22.0
     ],
     "text": "expr log($f1 / 100.) / log(120.)",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-188",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      711.0,
      1076.0,
      105.0,
      22.0
     ],
     "text": "prepend set 1",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-189",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      711.0,
      1106.0,
      238.0,
      22.0
     ],
     "text": "expr log($f1 / 100.) / log(120.)",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-190",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      711.0,
      1136.0,
      105.0,
      22.0
     ],
     "text": "prepend set 2",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-191",
     "maxclass": "panel",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1126.0,
      908.0,
      188.0,
      128.0
     ],
     "background": 1,
     "bgcolor": [
      0.102,
      0.1255,
      0.1569,
      1.0
     ],
     "rounded": 6,
     "border": 1,
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "mode": 0,
     "ignoreclick": 1,
     "presentation": 1,
     "presentation_rect": [
      208.0,
      204.0,
      188.0,
      128.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-192",
     "maxclass": "panel",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1126.0,
      1044.0,
      3.0,
      10.0
     ],
     "background": 1,
     "bgcolor": [
      0.5843,
      0.902,
      0.7961,
      1.0
     ],
     "rounded": 1,
     "border": 0,
     "mode": 0,
     "ignoreclick": 1,
     "presentation": 1,
     "presentation_rect": [
      216.0,
      211.0,
      3.0,
      10.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-193",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1126.0,
      1074.0,
      170.0,
      19.0
     ],
     "fontsize": 10.5,
     "textcolor": [
      0.5843,
      0.902,
      0.7961,
      1.0
     ],
     "textjustification": 0,
     "fontface": 1,
     "presentation": 1,
     "presentation_rect": [
      221.0,
      206.0,
      170.0,
      19.0
     ],
     "text": "NOISINESS"
    }
   },
   {
    "box": {
     "id": "obj-194",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      1344.0,
      908.0,
      84.0,
      22.0
     ],
     "text": "r ---fb-in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-195",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      1344.0,
      938.0,
      203.0,
      22.0
     ],
     "text": "route /param/noisiness_mode",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-196",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1344.0,
      968.0,
      91.0,
      22.0
     ],
     "text": "prepend set",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-197",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      1344.0,
      998.0,
      98.0,
      22.0
     ],
     "text": "r ---fb-last",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-198",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1344.0,
      1028.0,
      172.0,
      16.0
     ],
     "fontsize": 9.5,
     "textcolor": [
      0.5529,
      0.6,
      0.651,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      216.0,
      225.0,
      172.0,
      16.0
     ],
     "text": "Mode"
    }
   },
   {
    "box": {
     "id": "obj-noisiness_mode",
     "maxclass": "live.tab",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      1344.0,
      1058.0,
      172.0,
      18.0
     ],
     "activebgcolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "activebgoncolor": [
      0.5843,
      0.902,
      0.7961,
      1.0
     ],
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "textcolor": [
      0.5529,
      0.6,
      0.651,
      1.0
     ],
     "textoncolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "num_lines_patching": 1,
     "num_lines_presentation": 1,
     "rounded": 3.0,
     "parameter_enable": 1,
     "varname": "noisiness_mode",
     "hint": "Who decides the noisiness: the model, the knob, or a curve or ear. (noisiness_mode: free, held, driven)",
     "annotation": "Who decides the noisiness: the model, the knob, or a curve or ear. (noisiness_mode: free, held, driven)",
     "annotation_name": "Noisiness mode",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Noisiness mode",
       "parameter_shortname": "Mode",
       "parameter_initial": [
        0
       ],
       "parameter_initial_enable": 1,
       "parameter_order": 1,
       "parameter_mmin": 0,
       "parameter_mmax": 2,
       "parameter_type": 2,
       "parameter_enum": [
        "free",
        "held",
        "driven"
       ]
      }
     },
     "presentation": 1,
     "presentation_rect": [
      216.0,
      241.0,
      172.0,
      18.0
     ],
     "outlettype": [
      "",
      "",
      "float"
     ]
    }
   },
   {
    "box": {
     "id": "obj-200",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1344.0,
      1088.0,
      217.0,
      22.0
     ],
     "text": "prepend /param/noisiness_mode",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-201",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1344.0,
      1118.0,
      91.0,
      22.0
     ],
     "text": "s ---fb-out"
    }
   },
   {
    "box": {
     "id": "obj-202",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      1591.0,
      908.0,
      84.0,
      22.0
     ],
     "text": "r ---fb-in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-203",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      1591.0,
      938.0,
      168.0,
      22.0
     ],
     "text": "route /param/noisiness",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-204",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1591.0,
      968.0,
      91.0,
      22.0
     ],
     "text": "prepend set",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-205",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      1591.0,
      998.0,
      105.0,
      22.0
     ],
     "text": "r ---fb-first",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-noisiness",
     "maxclass": "live.dial",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      1591.0,
      1028.0,
      58.0,
      50.0
     ],
     "appearance": 0,
     "activedialcolor": [
      0.5843,
      0.902,
      0.7961,
      1.0
     ],
     "activeneedlecolor": [
      0.5843,
      0.902,
      0.7961,
      1.0
     ],
     "dialcolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "parameter_enable": 1,
     "varname": "noisiness",
     "hint": "From tone (0) to noise (1): the flatness of the spectrum. (noisiness: 0 to 1)",
     "annotation": "From tone (0) to noise (1): the flatness of the spectrum. (noisiness: 0 to 1)",
     "annotation_name": "Noisiness",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Noisiness",
       "parameter_shortname": "Noisiness",
       "parameter_initial": [
        0.2
       ],
       "parameter_initial_enable": 1,
       "parameter_order": 0,
       "parameter_mmin": 0,
       "parameter_mmax": 1,
       "parameter_type": 0,
       "parameter_exponent": 1.0,
       "parameter_unitstyle": 1
      }
     },
     "presentation": 1,
     "presentation_rect": [
      229.0,
      272.0,
      58.0,
      50.0
     ],
     "outlettype": [
      "",
      "float"
     ]
    }
   },
   {
    "box": {
     "id": "obj-207",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1591.0,
      1086.0,
      182.0,
      22.0
     ],
     "text": "prepend /param/noisiness",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-208",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1591.0,
      1116.0,
      91.0,
      22.0
     ],
     "text": "s ---fb-out"
    }
   },
   {
    "box": {
     "id": "obj-209",
     "maxclass": "multislider",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      1803.0,
      908.0,
      40.0,
      40.0
     ],
     "size": 2,
     "orientation": 1,
     "setminmax": [
      0.0,
      1.0
     ],
     "setstyle": 1,
     "ignoreclick": 1,
     "candycane": 2,
     "slidercolor": [
      0.5529,
      0.6,
      0.651,
      1.0
     ],
     "candicane2": [
      0.5843,
      0.902,
      0.7961,
      1.0
     ],
     "bgcolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "spacing": 3,
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "hint": "noisiness: what is asked, and what the sound does",
     "presentation": 1,
     "presentation_rect": [
      326.0,
      272.0,
      40.0,
      40.0
     ],
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-210",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1803.0,
      956.0,
      86.0,
      17.0
     ],
     "fontsize": 8.5,
     "textcolor": [
      0.5529,
      0.6,
      0.651,
      1.0
     ],
     "textjustification": 1,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      303.0,
      312.0,
      86.0,
      17.0
     ],
     "text": "asked  got"
    }
   },
   {
    "box": {
     "id": "obj-211",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      1803.0,
      986.0,
      84.0,
      22.0
     ],
     "text": "r ---fb-in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-212",
     "maxclass": "newobj",
     "numinlets": 3,
     "numoutlets": 3,
     "patching_rect": [
      1803.0,
      1016.0,
      371.0,
      22.0
     ],
     "text": "route /meters/asked_noisiness /meters/got_noisiness",
     "outlettype": [
      "",
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-213",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1803.0,
      1046.0,
      154.0,
      22.0
     ],
     "text": "expr ($f1 - 0.) / 1.",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-214",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1803.0,
      1076.0,
      105.0,
      22.0
     ],
     "text": "prepend set 1",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-215",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1803.0,
      1106.0,
      154.0,
      22.0
     ],
     "text": "expr ($f1 - 0.) / 1.",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-216",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1803.0,
      1136.0,
      105.0,
      22.0
     ],
     "text": "prepend set 2",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-217",
     "maxclass": "panel",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      1206.0,
      188.0,
      128.0
     ],
     "background": 1,
     "bgcolor": [
      0.102,
      0.1255,
      0.1569,
      1.0
     ],
     "rounded": 6,
     "border": 1,
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "mode": 0,
     "ignoreclick": 1,
     "presentation": 1,
     "presentation_rect": [
      402.0,
      204.0,
      188.0,
      128.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-218",
     "maxclass": "panel",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      1342.0,
      3.0,
      10.0
     ],
     "background": 1,
     "bgcolor": [
      0.8235,
      0.651,
      1.0,
      1.0
     ],
     "rounded": 1,
     "border": 0,
     "mode": 0,
     "ignoreclick": 1,
     "presentation": 1,
     "presentation_rect": [
      410.0,
      211.0,
      3.0,
      10.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-219",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      1372.0,
      170.0,
      19.0
     ],
     "fontsize": 10.5,
     "textcolor": [
      0.8235,
      0.651,
      1.0,
      1.0
     ],
     "textjustification": 0,
     "fontface": 1,
     "presentation": 1,
     "presentation_rect": [
      415.0,
      206.0,
      170.0,
      19.0
     ],
     "text": "NOTES"
    }
   },
   {
    "box": {
     "id": "obj-220",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      238.0,
      1206.0,
      84.0,
      22.0
     ],
     "text": "r ---fb-in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-221",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      238.0,
      1236.0,
      175.0,
      22.0
     ],
     "text": "route /param/notes_mode",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-222",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      238.0,
      1266.0,
      91.0,
      22.0
     ],
     "text": "prepend set",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-223",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      238.0,
      1296.0,
      98.0,
      22.0
     ],
     "text": "r ---fb-last",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-224",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      238.0,
      1326.0,
      172.0,
      16.0
     ],
     "fontsize": 9.5,
     "textcolor": [
      0.5529,
      0.6,
      0.651,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      410.0,
      225.0,
      172.0,
      16.0
     ],
     "text": "Mode"
    }
   },
   {
    "box": {
     "id": "obj-notes_mode",
     "maxclass": "live.tab",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      238.0,
      1356.0,
      172.0,
      18.0
     ],
     "activebgcolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "activebgoncolor": [
      0.8235,
      0.651,
      1.0,
      1.0
     ],
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "textcolor": [
      0.5529,
      0.6,
      0.651,
      1.0
     ],
     "textoncolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "num_lines_patching": 1,
     "num_lines_presentation": 1,
     "rounded": 3.0,
     "parameter_enable": 1,
     "varname": "notes_mode",
     "hint": "Who decides the notes; driven: the keys do, and no key held is silence. (notes_mode: free, held, driven)",
     "annotation": "Who decides the notes; driven: the keys do, and no key held is silence. (notes_mode: free, held, driven)",
     "annotation_name": "Notes mode",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Notes mode",
       "parameter_shortname": "Mode",
       "parameter_initial": [
        0
       ],
       "parameter_initial_enable": 1,
       "parameter_order": 1,
       "parameter_mmin": 0,
       "parameter_mmax": 2,
       "parameter_type": 2,
       "parameter_enum": [
        "free",
        "held",
        "driven"
       ]
      }
     },
     "presentation": 1,
     "presentation_rect": [
      410.0,
      241.0,
      172.0,
      18.0
     ],
     "outlettype": [
      "",
      "",
      "float"
     ]
    }
   },
   {
    "box": {
     "id": "obj-226",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      238.0,
      1386.0,
      189.0,
      22.0
     ],
     "text": "prepend /param/notes_mode",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-227",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      238.0,
      1416.0,
      91.0,
      22.0
     ],
     "text": "s ---fb-out"
    }
   },
   {
    "box": {
     "id": "obj-228",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      457.0,
      1206.0,
      84.0,
      22.0
     ],
     "text": "r ---fb-in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-229",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      457.0,
      1236.0,
      133.0,
      22.0
     ],
     "text": "route /param/bend",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-230",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      457.0,
      1266.0,
      91.0,
      22.0
     ],
     "text": "prepend set",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-231",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      457.0,
      1296.0,
      105.0,
      22.0
     ],
     "text": "r ---fb-first",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-bend",
     "maxclass": "live.dial",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      457.0,
      1326.0,
      58.0,
      50.0
     ],
     "appearance": 0,
     "activedialcolor": [
      0.8235,
      0.651,
      1.0,
      1.0
     ],
     "activeneedlecolor": [
      0.8235,
      0.651,
      1.0,
      1.0
     ],
     "dialcolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "parameter_enable": 1,
     "varname": "bend",
     "hint": "How far the keys that sound are bent; the pitch wheel's row. (bend: -2 to 2 semitones)",
     "annotation": "How far the keys that sound are bent; the pitch wheel's row. (bend: -2 to 2 semitones)",
     "annotation_name": "Pitch bend",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Pitch bend",
       "parameter_shortname": "Bend",
       "parameter_initial": [
        0
       ],
       "parameter_initial_enable": 1,
       "parameter_order": 0,
       "parameter_mmin": -2,
       "parameter_mmax": 2,
       "parameter_type": 0,
       "parameter_exponent": 1.0,
       "parameter_unitstyle": 7
      }
     },
     "presentation": 1,
     "presentation_rect": [
      423.0,
      272.0,
      58.0,
      50.0
     ],
     "outlettype": [
      "",
      "float"
     ]
    }
   },
   {
    "box": {
     "id": "obj-233",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      457.0,
      1384.0,
      147.0,
      22.0
     ],
     "text": "prepend /param/bend",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-234",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      457.0,
      1414.0,
      91.0,
      22.0
     ],
     "text": "s ---fb-out"
    }
   },
   {
    "box": {
     "id": "obj-235",
     "maxclass": "multislider",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      634.0,
      1206.0,
      40.0,
      40.0
     ],
     "size": 2,
     "orientation": 1,
     "setminmax": [
      0.0,
      1.0
     ],
     "setstyle": 1,
     "ignoreclick": 1,
     "candycane": 2,
     "slidercolor": [
      0.5529,
      0.6,
      0.651,
      1.0
     ],
     "candicane2": [
      0.8235,
      0.651,
      1.0,
      1.0
     ],
     "bgcolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "spacing": 3,
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "hint": "pitch: what is asked, and what the sound does",
     "presentation": 1,
     "presentation_rect": [
      520.0,
      272.0,
      40.0,
      40.0
     ],
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-236",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      634.0,
      1254.0,
      86.0,
      17.0
     ],
     "fontsize": 8.5,
     "textcolor": [
      0.5529,
      0.6,
      0.651,
      1.0
     ],
     "textjustification": 1,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      497.0,
      312.0,
      86.0,
      17.0
     ],
     "text": "asked  got"
    }
   },
   {
    "box": {
     "id": "obj-237",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      634.0,
      1284.0,
      84.0,
      22.0
     ],
     "text": "r ---fb-in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-238",
     "maxclass": "newobj",
     "numinlets": 3,
     "numoutlets": 3,
     "patching_rect": [
      634.0,
      1314.0,
      315.0,
      22.0
     ],
     "text": "route /meters/asked_pitch /meters/got_pitch",
     "outlettype": [
      "",
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-239",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      634.0,
      1344.0,
      168.0,
      22.0
     ],
     "text": "expr ($f1 - 24.) / 84.",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-240",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      634.0,
      1374.0,
      105.0,
      22.0
     ],
     "text": "prepend set 1",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-241",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      634.0,
      1404.0,
      168.0,
      22.0
     ],
     "text": "expr ($f1 - 24.) / 84.",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-242",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      634.0,
      1434.0,
      105.0,
      22.0
     ],
     "text": "prepend set 2",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-243",
     "maxclass": "panel",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      979.0,
      1206.0,
      618.0,
      128.0
     ],
     "background": 1,
     "bgcolor": [
      0.102,
      0.1255,
      0.1569,
      1.0
     ],
     "rounded": 6,
     "border": 1,
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "mode": 0,
     "ignoreclick": 1,
     "presentation": 1,
     "presentation_rect": [
      596.0,
      204.0,
      618.0,
      128.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-244",
     "maxclass": "panel",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      979.0,
      1342.0,
      3.0,
      10.0
     ],
     "background": 1,
     "bgcolor": [
      0.349,
      0.7608,
      1.0,
      1.0
     ],
     "rounded": 1,
     "border": 0,
     "mode": 0,
     "ignoreclick": 1,
     "presentation": 1,
     "presentation_rect": [
      604.0,
      211.0,
      3.0,
      10.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-245",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      979.0,
      1372.0,
      600.0,
      19.0
     ],
     "fontsize": 10.5,
     "textcolor": [
      0.349,
      0.7608,
      1.0,
      1.0
     ],
     "textjustification": 0,
     "fontface": 1,
     "presentation": 1,
     "presentation_rect": [
      609.0,
      206.0,
      600.0,
      19.0
     ],
     "text": "ATTACKS"
    }
   },
   {
    "box": {
     "id": "obj-246",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      1627.0,
      1206.0,
      84.0,
      22.0
     ],
     "text": "r ---fb-in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-247",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      1627.0,
      1236.0,
      175.0,
      22.0
     ],
     "text": "route /param/onset_mode",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-248",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1627.0,
      1266.0,
      91.0,
      22.0
     ],
     "text": "prepend set",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-249",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      1627.0,
      1296.0,
      98.0,
      22.0
     ],
     "text": "r ---fb-last",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-250",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1627.0,
      1326.0,
      216.0,
      16.0
     ],
     "fontsize": 9.5,
     "textcolor": [
      0.5529,
      0.6,
      0.651,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      604.0,
      225.0,
      216.0,
      16.0
     ],
     "text": "Mode"
    }
   },
   {
    "box": {
     "id": "obj-onset_mode",
     "maxclass": "live.tab",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      1627.0,
      1356.0,
      216.0,
      18.0
     ],
     "activebgcolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "activebgoncolor": [
      0.349,
      0.7608,
      1.0,
      1.0
     ],
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "textcolor": [
      0.5529,
      0.6,
      0.651,
      1.0
     ],
     "textoncolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "num_lines_patching": 1,
     "num_lines_presentation": 1,
     "rounded": 3.0,
     "parameter_enable": 1,
     "varname": "onset_mode",
     "hint": "Who decides the attacks: the model, the knobs, or keys or an ear. (onset_mode: free, held, driven)",
     "annotation": "Who decides the attacks: the model, the knobs, or keys or an ear. (onset_mode: free, held, driven)",
     "annotation_name": "Attack mode",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Attack mode",
       "parameter_shortname": "Mode",
       "parameter_initial": [
        0
       ],
       "parameter_initial_enable": 1,
       "parameter_order": 1,
       "parameter_mmin": 0,
       "parameter_mmax": 2,
       "parameter_type": 2,
       "parameter_enum": [
        "free",
        "held",
        "driven"
       ]
      }
     },
     "presentation": 1,
     "presentation_rect": [
      604.0,
      241.0,
      216.0,
      18.0
     ],
     "outlettype": [
      "",
      "",
      "float"
     ]
    }
   },
   {
    "box": {
     "id": "obj-252",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1627.0,
      1386.0,
      189.0,
      22.0
     ],
     "text": "prepend /param/onset_mode",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-253",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1627.0,
      1416.0,
      91.0,
      22.0
     ],
     "text": "s ---fb-out"
    }
   },
   {
    "box": {
     "id": "obj-254",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      1873.0,
      1206.0,
      84.0,
      22.0
     ],
     "text": "r ---fb-in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-255",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      1873.0,
      1236.0,
      189.0,
      22.0
     ],
     "text": "route /param/pattern_step",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-256",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1873.0,
      1266.0,
      91.0,
      22.0
     ],
     "text": "prepend set",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-257",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      1873.0,
      1296.0,
      105.0,
      22.0
     ],
     "text": "r ---fb-first",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-258",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1873.0,
      1326.0,
      216.0,
      16.0
     ],
     "fontsize": 9.5,
     "textcolor": [
      0.5529,
      0.6,
      0.651,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      916.0,
      225.0,
      216.0,
      16.0
     ],
     "text": "Step"
    }
   },
   {
    "box": {
     "id": "obj-pattern_step",
     "maxclass": "live.menu",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      1873.0,
      1356.0,
      216.0,
      18.0
     ],
     "activebgcolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "tricolor": [
      0.349,
      0.7608,
      1.0,
      1.0
     ],
     "parameter_enable": 1,
     "varname": "pattern_step",
     "hint": "The note value of a step; 1/8T is a triplet. (pattern_step: 1/1, 1/2, 1/4, 1/8, 1/8T, 1/16, 1/16T, 1/32)",
     "annotation": "The note value of a step; 1/8T is a triplet. (pattern_step: 1/1, 1/2, 1/4, 1/8, 1/8T, 1/16, 1/16T, 1/32)",
     "annotation_name": "Pattern step",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Pattern step",
       "parameter_shortname": "Step",
       "parameter_initial": [
        5
       ],
       "parameter_initial_enable": 1,
       "parameter_order": 0,
       "parameter_mmin": 0,
       "parameter_mmax": 7,
       "parameter_type": 2,
       "parameter_enum": [
        "1/1",
        "1/2",
        "1/4",
        "1/8",
        "1/8T",
        "1/16",
        "1/16T",
        "1/32"
       ]
      }
     },
     "presentation": 1,
     "presentation_rect": [
      916.0,
      241.0,
      216.0,
      18.0
     ],
     "outlettype": [
      "",
      "",
      "float"
     ]
    }
   },
   {
    "box": {
     "id": "obj-260",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1873.0,
      1386.0,
      203.0,
      22.0
     ],
     "text": "prepend /param/pattern_step",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-261",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1873.0,
      1416.0,
      91.0,
      22.0
     ],
     "text": "s ---fb-out"
    }
   },
   {
    "box": {
     "id": "obj-262",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      1504.0,
      84.0,
      22.0
     ],
     "text": "r ---fb-in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-263",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      20.0,
      1534.0,
      140.0,
      22.0
     ],
     "text": "route /param/onset",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-264",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      1564.0,
      91.0,
      22.0
     ],
     "text": "prepend set",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-265",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      1594.0,
      105.0,
      22.0
     ],
     "text": "r ---fb-first",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-onset",
     "maxclass": "live.dial",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      20.0,
      1624.0,
      58.0,
      50.0
     ],
     "appearance": 0,
     "activedialcolor": [
      0.349,
      0.7608,
      1.0,
      1.0
     ],
     "activeneedlecolor": [
      0.349,
      0.7608,
      1.0,
      1.0
     ],
     "dialcolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "parameter_enable": 1,
     "varname": "onset",
     "hint": "Strength of the attacks while they are held by the knob; 0 is none. (onset: 0 to 1)",
     "annotation": "Strength of the attacks while they are held by the knob; 0 is none. (onset: 0 to 1)",
     "annotation_name": "Attack strength",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Attack strength",
       "parameter_shortname": "Strength",
       "parameter_initial": [
        0.6
       ],
       "parameter_initial_enable": 1,
       "parameter_order": 0,
       "parameter_mmin": 0,
       "parameter_mmax": 1,
       "parameter_type": 0,
       "parameter_exponent": 1.0,
       "parameter_unitstyle": 1
      }
     },
     "presentation": 1,
     "presentation_rect": [
      616.0,
      272.0,
      58.0,
      50.0
     ],
     "outlettype": [
      "",
      "float"
     ]
    }
   },
   {
    "box": {
     "id": "obj-267",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      1682.0,
      154.0,
      22.0
     ],
     "text": "prepend /param/onset",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-268",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      1712.0,
      91.0,
      22.0
     ],
     "text": "s ---fb-out"
    }
   },
   {
    "box": {
     "id": "obj-269",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      204.0,
      1504.0,
      84.0,
      22.0
     ],
     "text": "r ---fb-in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-270",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      204.0,
      1534.0,
      175.0,
      22.0
     ],
     "text": "route /param/onset_rate",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-271",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      204.0,
      1564.0,
      91.0,
      22.0
     ],
     "text": "prepend set",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-272",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      204.0,
      1594.0,
      105.0,
      22.0
     ],
     "text": "r ---fb-first",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-onset_rate",
     "maxclass": "live.dial",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      204.0,
      1624.0,
      58.0,
      50.0
     ],
     "appearance": 0,
     "activedialcolor": [
      0.349,
      0.7608,
      1.0,
      1.0
     ],
     "activeneedlecolor": [
      0.349,
      0.7608,
      1.0,
      1.0
     ],
     "dialcolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "parameter_enable": 1,
     "varname": "onset_rate",
     "hint": "Attacks per second while they are held by the knob. (onset_rate: 0.25 to 16 Hz)",
     "annotation": "Attacks per second while they are held by the knob. (onset_rate: 0.25 to 16 Hz)",
     "annotation_name": "Attack rate",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Attack rate",
       "parameter_shortname": "Rate",
       "parameter_initial": [
        2
       ],
       "parameter_initial_enable": 1,
       "parameter_order": 0,
       "parameter_mmin": 0.25,
       "parameter_mmax": 16,
       "parameter_type": 0,
       "parameter_exponent": 3.1699,
       "parameter_unitstyle": 3
      }
     },
     "presentation": 1,
     "presentation_rect": [
      704.0,
      272.0,
      58.0,
      50.0
     ],
     "outlettype": [
      "",
      "float"
     ]
    }
   },
   {
    "box": {
     "id": "obj-274",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      204.0,
      1682.0,
      189.0,
      22.0
     ],
     "text": "prepend /param/onset_rate",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-275",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      204.0,
      1712.0,
      91.0,
      22.0
     ],
     "text": "s ---fb-out"
    }
   },
   {
    "box": {
     "id": "obj-276",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      423.0,
      1504.0,
      84.0,
      22.0
     ],
     "text": "r ---fb-in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-277",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      423.0,
      1534.0,
      203.0,
      22.0
     ],
     "text": "route /param/pattern_pulses",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-278",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      423.0,
      1564.0,
      91.0,
      22.0
     ],
     "text": "prepend set",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-279",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      423.0,
      1594.0,
      105.0,
      22.0
     ],
     "text": "r ---fb-first",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-pattern_pulses",
     "maxclass": "live.dial",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      423.0,
      1624.0,
      58.0,
      50.0
     ],
     "appearance": 0,
     "activedialcolor": [
      0.349,
      0.7608,
      1.0,
      1.0
     ],
     "activeneedlecolor": [
      0.349,
      0.7608,
      1.0,
      1.0
     ],
     "dialcolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "parameter_enable": 1,
     "varname": "pattern_pulses",
     "hint": "Attacks on the beat while held: so many, spread evenly over pattern_steps; 0 is none. (pattern_pulses: 0 to 32)",
     "annotation": "Attacks on the beat while held: so many, spread evenly over pattern_steps; 0 is none. (pattern_pulses: 0 to 32)",
     "annotation_name": "Pattern pulses",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Pattern pulses",
       "parameter_shortname": "Pulses",
       "parameter_initial": [
        0
       ],
       "parameter_initial_enable": 1,
       "parameter_order": 0,
       "parameter_mmin": 0,
       "parameter_mmax": 32,
       "parameter_type": 1,
       "parameter_unitstyle": 0
      }
     },
     "presentation": 1,
     "presentation_rect": [
      790.0,
      272.0,
      58.0,
      50.0
     ],
     "outlettype": [
      "",
      "float"
     ]
    }
   },
   {
    "box": {
     "id": "obj-281",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      423.0,
      1682.0,
      217.0,
      22.0
     ],
     "text": "prepend /param/pattern_pulses",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-282",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      423.0,
      1712.0,
      91.0,
      22.0
     ],
     "text": "s ---fb-out"
    }
   },
   {
    "box": {
     "id": "obj-283",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      670.0,
      1504.0,
      84.0,
      22.0
     ],
     "text": "r ---fb-in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-284",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      670.0,
      1534.0,
      196.0,
      22.0
     ],
     "text": "route /param/pattern_steps",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-285",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      670.0,
      1564.0,
      91.0,
      22.0
     ],
     "text": "prepend set",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-286",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      670.0,
      1594.0,
      105.0,
      22.0
     ],
     "text": "r ---fb-first",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-pattern_steps",
     "maxclass": "live.dial",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      670.0,
      1624.0,
      58.0,
      50.0
     ],
     "appearance": 0,
     "activedialcolor": [
      0.349,
      0.7608,
      1.0,
      1.0
     ],
     "activeneedlecolor": [
      0.349,
      0.7608,
      1.0,
      1.0
     ],
     "dialcolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "parameter_enable": 1,
     "varname": "pattern_steps",
     "hint": "After how many steps the pattern begins again. (pattern_steps: 1 to 32)",
     "annotation": "After how many steps the pattern begins again. (pattern_steps: 1 to 32)",
     "annotation_name": "Pattern steps",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Pattern steps",
       "parameter_shortname": "Steps",
       "parameter_initial": [
        8
       ],
       "parameter_initial_enable": 1,
       "parameter_order": 0,
       "parameter_mmin": 1,
       "parameter_mmax": 32,
       "parameter_type": 1,
       "parameter_unitstyle": 0
      }
     },
     "presentation": 1,
     "presentation_rect": [
      876.0,
      272.0,
      58.0,
      50.0
     ],
     "outlettype": [
      "",
      "float"
     ]
    }
   },
   {
    "box": {
     "id": "obj-288",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      670.0,
      1682.0,
      210.0,
      22.0
     ],
     "text": "prepend /param/pattern_steps",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-289",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      670.0,
      1712.0,
      91.0,
      22.0
     ],
     "text": "s ---fb-out"
    }
   },
   {
    "box": {
     "id": "obj-290",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      910.0,
      1504.0,
      84.0,
      22.0
     ],
     "text": "r ---fb-in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-291",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      910.0,
      1534.0,
      217.0,
      22.0
     ],
     "text": "route /param/pattern_rotation",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-292",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      910.0,
      1564.0,
      91.0,
      22.0
     ],
     "text": "prepend set",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-293",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      910.0,
      1594.0,
      105.0,
      22.0
     ],
     "text": "r ---fb-first",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-pattern_rotation",
     "maxclass": "live.dial",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      910.0,
      1624.0,
      58.0,
      50.0
     ],
     "appearance": 0,
     "activedialcolor": [
      0.349,
      0.7608,
      1.0,
      1.0
     ],
     "activeneedlecolor": [
      0.349,
      0.7608,
      1.0,
      1.0
     ],
     "dialcolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "parameter_enable": 1,
     "varname": "pattern_rotation",
     "hint": "By how many steps the pattern comes later. (pattern_rotation: 0 to 31)",
     "annotation": "By how many steps the pattern comes later. (pattern_rotation: 0 to 31)",
     "annotation_name": "Pattern rotation",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Pattern rotation",
       "parameter_shortname": "Rotation",
       "parameter_initial": [
        0
       ],
       "parameter_initial_enable": 1,
       "parameter_order": 0,
       "parameter_mmin": 0,
       "parameter_mmax": 31,
       "parameter_type": 1,
       "parameter_unitstyle": 0
      }
     },
     "presentation": 1,
     "presentation_rect": [
      962.0,
      272.0,
      58.0,
      50.0
     ],
     "outlettype": [
      "",
      "float"
     ]
    }
   },
   {
    "box": {
     "id": "obj-295",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      910.0,
      1682.0,
      231.0,
      22.0
     ],
     "text": "prepend /param/pattern_rotation",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-296",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      910.0,
      1712.0,
      91.0,
      22.0
     ],
     "text": "s ---fb-out"
    }
   },
   {
    "box": {
     "id": "obj-297",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      1171.0,
      1504.0,
      84.0,
      22.0
     ],
     "text": "r ---fb-in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-298",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      1171.0,
      1534.0,
      196.0,
      22.0
     ],
     "text": "route /param/pattern_swing",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-299",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1171.0,
      1564.0,
      91.0,
      22.0
     ],
     "text": "prepend set",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-300",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      1171.0,
      1594.0,
      105.0,
      22.0
     ],
     "text": "r ---fb-first",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-pattern_swing",
     "maxclass": "live.dial",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      1171.0,
      1624.0,
      58.0,
      50.0
     ],
     "appearance": 0,
     "activedialcolor": [
      0.349,
      0.7608,
      1.0,
      1.0
     ],
     "activeneedlecolor": [
      0.349,
      0.7608,
      1.0,
      1.0
     ],
     "dialcolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "parameter_enable": 1,
     "varname": "pattern_swing",
     "hint": "Where every second step falls between its neighbours: 50 is straight, 67 a shuffle. (pattern_swing: 50 to 75 %)",
     "annotation": "Where every second step falls between its neighbours: 50 is straight, 67 a shuffle. (pattern_swing: 50 to 75 %)",
     "annotation_name": "Pattern swing",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Pattern swing",
       "parameter_shortname": "Swing",
       "parameter_initial": [
        50
       ],
       "parameter_initial_enable": 1,
       "parameter_order": 0,
       "parameter_mmin": 50,
       "parameter_mmax": 75,
       "parameter_type": 0,
       "parameter_exponent": 1.0,
       "parameter_unitstyle": 5
      }
     },
     "presentation": 1,
     "presentation_rect": [
      1050.0,
      272.0,
      58.0,
      50.0
     ],
     "outlettype": [
      "",
      "float"
     ]
    }
   },
   {
    "box": {
     "id": "obj-302",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1171.0,
      1682.0,
      210.0,
      22.0
     ],
     "text": "prepend /param/pattern_swing",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-303",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1171.0,
      1712.0,
      91.0,
      22.0
     ],
     "text": "s ---fb-out"
    }
   },
   {
    "box": {
     "id": "obj-304",
     "maxclass": "multislider",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      1411.0,
      1504.0,
      40.0,
      40.0
     ],
     "size": 2,
     "orientation": 1,
     "setminmax": [
      0.0,
      1.0
     ],
     "setstyle": 1,
     "ignoreclick": 1,
     "candycane": 2,
     "slidercolor": [
      0.5529,
      0.6,
      0.651,
      1.0
     ],
     "candicane2": [
      0.349,
      0.7608,
      1.0,
      1.0
     ],
     "bgcolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "spacing": 3,
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "hint": "onsets: what is asked, and what the sound does",
     "presentation": 1,
     "presentation_rect": [
      1144.0,
      272.0,
      40.0,
      40.0
     ],
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-305",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1411.0,
      1552.0,
      85.0,
      17.0
     ],
     "fontsize": 8.5,
     "textcolor": [
      0.5529,
      0.6,
      0.651,
      1.0
     ],
     "textjustification": 1,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      1122.0,
      312.0,
      85.0,
      17.0
     ],
     "text": "asked  got"
    }
   },
   {
    "box": {
     "id": "obj-306",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      1411.0,
      1582.0,
      84.0,
      22.0
     ],
     "text": "r ---fb-in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-307",
     "maxclass": "newobj",
     "numinlets": 3,
     "numoutlets": 3,
     "patching_rect": [
      1411.0,
      1612.0,
      329.0,
      22.0
     ],
     "text": "route /meters/asked_onsets /meters/got_onsets",
     "outlettype": [
      "",
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-308",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1411.0,
      1642.0,
      161.0,
      22.0
     ],
     "text": "expr ($f1 - 0.) / 16.",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-309",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1411.0,
      1672.0,
      105.0,
      22.0
     ],
     "text": "prepend set 1",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-310",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1411.0,
      1702.0,
      161.0,
      22.0
     ],
     "text": "expr ($f1 - 0.) / 16.",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-311",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1411.0,
      1732.0,
      105.0,
      22.0
     ],
     "text": "prepend set 2",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-312",
     "maxclass": "panel",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1770.0,
      1504.0,
      396.0,
      128.0
     ],
     "background": 1,
     "bgcolor": [
      0.102,
      0.1255,
      0.1569,
      1.0
     ],
     "rounded": 6,
     "border": 1,
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "mode": 0,
     "ignoreclick": 1,
     "presentation": 1,
     "presentation_rect": [
      14.0,
      338.0,
      396.0,
      128.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-313",
     "maxclass": "panel",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1770.0,
      1640.0,
      3.0,
      10.0
     ],
     "background": 1,
     "bgcolor": [
      0.902,
      0.7137,
      0.451,
      1.0
     ],
     "rounded": 1,
     "border": 0,
     "mode": 0,
     "ignoreclick": 1,
     "presentation": 1,
     "presentation_rect": [
      22.0,
      345.0,
      3.0,
      10.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-314",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1770.0,
      1670.0,
      378.0,
      19.0
     ],
     "fontsize": 10.5,
     "textcolor": [
      0.902,
      0.7137,
      0.451,
      1.0
     ],
     "textjustification": 0,
     "fontface": 1,
     "presentation": 1,
     "presentation_rect": [
      27.0,
      340.0,
      378.0,
      19.0
     ],
     "text": "TIME"
    }
   },
   {
    "box": {
     "id": "obj-315",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      1802.0,
      84.0,
      22.0
     ],
     "text": "r ---fb-in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-316",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      20.0,
      1832.0,
      133.0,
      22.0
     ],
     "text": "route /param/loop",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-317",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      1862.0,
      91.0,
      22.0
     ],
     "text": "prepend set",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-318",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      1892.0,
      105.0,
      22.0
     ],
     "text": "r ---fb-first",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-loop",
     "maxclass": "live.text",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      20.0,
      1922.0,
      84.0,
      18.0
     ],
     "texton": "Loop on",
     "mode": 1,
     "activebgcolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "activebgoncolor": [
      0.902,
      0.7137,
      0.451,
      1.0
     ],
     "activetextcolor": [
      0.5529,
      0.6,
      0.651,
      1.0
     ],
     "activetextoncolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "rounded": 3.0,
     "parameter_enable": 1,
     "varname": "loop",
     "hint": "Whether the noise repeats: the model then plays the same again, as far as it is asked to. (loop: off, on)",
     "annotation": "Whether the noise repeats: the model then plays the same again, as far as it is asked to. (loop: off, on)",
     "annotation_name": "Loop",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Loop",
       "parameter_shortname": "Loop",
       "parameter_initial": [
        0
       ],
       "parameter_initial_enable": 1,
       "parameter_order": 0,
       "parameter_mmin": 0,
       "parameter_mmax": 1,
       "parameter_type": 2,
       "parameter_enum": [
        "off",
        "on"
       ]
      }
     },
     "presentation": 1,
     "presentation_rect": [
      22.0,
      375.0,
      84.0,
      18.0
     ],
     "text": "Loop off",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-320",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      1952.0,
      147.0,
      22.0
     ],
     "text": "prepend /param/loop",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-321",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      1982.0,
      91.0,
      22.0
     ],
     "text": "s ---fb-out"
    }
   },
   {
    "box": {
     "id": "obj-322",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      197.0,
      1802.0,
      84.0,
      22.0
     ],
     "text": "r ---fb-in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-323",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      197.0,
      1832.0,
      182.0,
      22.0
     ],
     "text": "route /param/loop_length",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-324",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      197.0,
      1862.0,
      91.0,
      22.0
     ],
     "text": "prepend set",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-325",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      197.0,
      1892.0,
      105.0,
      22.0
     ],
     "text": "r ---fb-first",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-loop_length",
     "maxclass": "live.dial",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      197.0,
      1922.0,
      58.0,
      50.0
     ],
     "appearance": 0,
     "activedialcolor": [
      0.902,
      0.7137,
      0.451,
      1.0
     ],
     "activeneedlecolor": [
      0.902,
      0.7137,
      0.451,
      1.0
     ],
     "dialcolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "parameter_enable": 1,
     "varname": "loop_length",
     "hint": "How long the stretch of noise is that repeats. (loop_length: 0.25 to 16 s)",
     "annotation": "How long the stretch of noise is that repeats. (loop_length: 0.25 to 16 s)",
     "annotation_name": "Loop length",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Loop length",
       "parameter_shortname": "Loop length",
       "parameter_initial": [
        2
       ],
       "parameter_initial_enable": 1,
       "parameter_order": 0,
       "parameter_mmin": 0.25,
       "parameter_mmax": 16,
       "parameter_type": 0,
       "parameter_exponent": 3.1699,
       "parameter_unitstyle": 9,
       "parameter_units": "%.2f s"
      }
     },
     "presentation": 1,
     "presentation_rect": [
      39.0,
      406.0,
      58.0,
      50.0
     ],
     "outlettype": [
      "",
      "float"
     ]
    }
   },
   {
    "box": {
     "id": "obj-327",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      197.0,
      1980.0,
      196.0,
      22.0
     ],
     "text": "prepend /param/loop_length",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-328",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      197.0,
      2010.0,
      91.0,
      22.0
     ],
     "text": "s ---fb-out"
    }
   },
   {
    "box": {
     "id": "obj-329",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      423.0,
      1802.0,
      84.0,
      22.0
     ],
     "text": "r ---fb-in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-330",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      423.0,
      1832.0,
      175.0,
      22.0
     ],
     "text": "route /param/loop_beats",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-331",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      423.0,
      1862.0,
      91.0,
      22.0
     ],
     "text": "prepend set",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-332",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      423.0,
      1892.0,
      105.0,
      22.0
     ],
     "text": "r ---fb-first",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-loop_beats",
     "maxclass": "live.dial",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      423.0,
      1922.0,
      58.0,
      50.0
     ],
     "appearance": 0,
     "activedialcolor": [
      0.902,
      0.7137,
      0.451,
      1.0
     ],
     "activeneedlecolor": [
      0.902,
      0.7137,
      0.451,
      1.0
     ],
     "dialcolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "parameter_enable": 1,
     "varname": "loop_beats",
     "hint": "The same in beats, to the nearest quarter of one, and on their grid; 0 is loop_length. (loop_beats: 0 to 16 beats)",
     "annotation": "The same in beats, to the nearest quarter of one, and on their grid; 0 is loop_length. (loop_beats: 0 to 16 beats)",
     "annotation_name": "Loop beats",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Loop beats",
       "parameter_shortname": "Loop beats",
       "parameter_initial": [
        0
       ],
       "parameter_initial_enable": 1,
       "parameter_order": 0,
       "parameter_mmin": 0,
       "parameter_mmax": 16,
       "parameter_type": 0,
       "parameter_exponent": 1.0,
       "parameter_unitstyle": 9,
       "parameter_units": "%.2f beats"
      }
     },
     "presentation": 1,
     "presentation_rect": [
      135.0,
      406.0,
      58.0,
      50.0
     ],
     "outlettype": [
      "",
      "float"
     ]
    }
   },
   {
    "box": {
     "id": "obj-334",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      423.0,
      1980.0,
      189.0,
      22.0
     ],
     "text": "prepend /param/loop_beats",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-335",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      423.0,
      2010.0,
      91.0,
      22.0
     ],
     "text": "s ---fb-out"
    }
   },
   {
    "box": {
     "id": "obj-336",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      642.0,
      1802.0,
      84.0,
      22.0
     ],
     "text": "r ---fb-in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-337",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      642.0,
      1832.0,
      140.0,
      22.0
     ],
     "text": "route /param/tempo",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-338",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      642.0,
      1862.0,
      91.0,
      22.0
     ],
     "text": "prepend set",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-339",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      642.0,
      1892.0,
      105.0,
      22.0
     ],
     "text": "r ---fb-first",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-tempo",
     "maxclass": "live.dial",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      642.0,
      1922.0,
      58.0,
      50.0
     ],
     "appearance": 0,
     "activedialcolor": [
      0.902,
      0.7137,
      0.451,
      1.0
     ],
     "activeneedlecolor": [
      0.902,
      0.7137,
      0.451,
      1.0
     ],
     "dialcolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "parameter_enable": 1,
     "varname": "tempo",
     "hint": "Beats per minute: set by hand, or shown as the clock has it that leads. (tempo: 20 to 300 BPM)",
     "annotation": "Beats per minute: set by hand, or shown as the clock has it that leads. (tempo: 20 to 300 BPM)",
     "annotation_name": "Tempo",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Tempo",
       "parameter_shortname": "Tempo",
       "parameter_initial": [
        120
       ],
       "parameter_initial_enable": 1,
       "parameter_order": 0,
       "parameter_mmin": 20,
       "parameter_mmax": 300,
       "parameter_type": 0,
       "parameter_exponent": 1.0,
       "parameter_unitstyle": 9,
       "parameter_units": "%.1f BPM"
      }
     },
     "presentation": 1,
     "presentation_rect": [
      231.0,
      406.0,
      58.0,
      50.0
     ],
     "outlettype": [
      "",
      "float"
     ]
    }
   },
   {
    "box": {
     "id": "obj-341",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      642.0,
      1980.0,
      154.0,
      22.0
     ],
     "text": "prepend /param/tempo",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-342",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      642.0,
      2010.0,
      91.0,
      22.0
     ],
     "text": "s ---fb-out"
    }
   },
   {
    "box": {
     "id": "obj-343",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      826.0,
      1802.0,
      84.0,
      22.0
     ],
     "text": "r ---fb-in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-344",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      826.0,
      1832.0,
      182.0,
      22.0
     ],
     "text": "route /param/beat_offset",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-345",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      826.0,
      1862.0,
      91.0,
      22.0
     ],
     "text": "prepend set",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-346",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      826.0,
      1892.0,
      105.0,
      22.0
     ],
     "text": "r ---fb-first",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-beat_offset",
     "maxclass": "live.dial",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      826.0,
      1922.0,
      58.0,
      50.0
     ],
     "appearance": 0,
     "activedialcolor": [
      0.902,
      0.7137,
      0.451,
      1.0
     ],
     "activeneedlecolor": [
      0.902,
      0.7137,
      0.451,
      1.0
     ],
     "dialcolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "parameter_enable": 1,
     "varname": "beat_offset",
     "hint": "How much later what is on the beat is heard, or, below 0, earlier. (beat_offset: -200 to 200 ms)",
     "annotation": "How much later what is on the beat is heard, or, below 0, earlier. (beat_offset: -200 to 200 ms)",
     "annotation_name": "Beat offset",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Beat offset",
       "parameter_shortname": "Beat offset",
       "parameter_initial": [
        0
       ],
       "parameter_initial_enable": 1,
       "parameter_order": 0,
       "parameter_mmin": -200,
       "parameter_mmax": 200,
       "parameter_type": 0,
       "parameter_exponent": 1.0,
       "parameter_unitstyle": 2
      }
     },
     "presentation": 1,
     "presentation_rect": [
      327.0,
      406.0,
      58.0,
      50.0
     ],
     "outlettype": [
      "",
      "float"
     ]
    }
   },
   {
    "box": {
     "id": "obj-348",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      826.0,
      1980.0,
      196.0,
      22.0
     ],
     "text": "prepend /param/beat_offset",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-349",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      826.0,
      2010.0,
      91.0,
      22.0
     ],
     "text": "s ---fb-out"
    }
   },
   {
    "box": {
     "id": "obj-350",
     "maxclass": "panel",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1052.0,
      1802.0,
      490.0,
      128.0
     ],
     "background": 1,
     "bgcolor": [
      0.102,
      0.1255,
      0.1569,
      1.0
     ],
     "rounded": 6,
     "border": 1,
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "mode": 0,
     "ignoreclick": 1,
     "presentation": 1,
     "presentation_rect": [
      416.0,
      338.0,
      490.0,
      128.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-351",
     "maxclass": "panel",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1052.0,
      1938.0,
      3.0,
      10.0
     ],
     "background": 1,
     "bgcolor": [
      0.7647,
      0.651,
      1.0,
      1.0
     ],
     "rounded": 1,
     "border": 0,
     "mode": 0,
     "ignoreclick": 1,
     "presentation": 1,
     "presentation_rect": [
      424.0,
      345.0,
      3.0,
      10.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-352",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1052.0,
      1968.0,
      472.0,
      19.0
     ],
     "fontsize": 10.5,
     "textcolor": [
      0.7647,
      0.651,
      1.0,
      1.0
     ],
     "textjustification": 0,
     "fontface": 1,
     "presentation": 1,
     "presentation_rect": [
      429.0,
      340.0,
      472.0,
      19.0
     ],
     "text": "SNAPSHOTS"
    }
   },
   {
    "box": {
     "id": "obj-353",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      1572.0,
      1802.0,
      84.0,
      22.0
     ],
     "text": "r ---fb-in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-354",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      1572.0,
      1832.0,
      161.0,
      22.0
     ],
     "text": "route /param/quantise",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-355",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1572.0,
      1862.0,
      91.0,
      22.0
     ],
     "text": "prepend set",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-356",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      1572.0,
      1892.0,
      105.0,
      22.0
     ],
     "text": "r ---fb-first",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-357",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1572.0,
      1922.0,
      216.0,
      16.0
     ],
     "fontsize": 9.5,
     "textcolor": [
      0.5529,
      0.6,
      0.651,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      424.0,
      359.0,
      216.0,
      16.0
     ],
     "text": "Quantise"
    }
   },
   {
    "box": {
     "id": "obj-quantise",
     "maxclass": "live.menu",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      1572.0,
      1952.0,
      216.0,
      18.0
     ],
     "activebgcolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "tricolor": [
      0.7647,
      0.651,
      1.0,
      1.0
     ],
     "parameter_enable": 1,
     "varname": "quantise",
     "hint": "What the recall of a preset or snapshot waits for, while a beat runs. (quantise: off, beat, bar, 2 bars, 4 bars)",
     "annotation": "What the recall of a preset or snapshot waits for, while a beat runs. (quantise: off, beat, bar, 2 bars, 4 bars)",
     "annotation_name": "Quantise",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Quantise",
       "parameter_shortname": "Quantise",
       "parameter_initial": [
        0
       ],
       "parameter_initial_enable": 1,
       "parameter_order": 0,
       "parameter_mmin": 0,
       "parameter_mmax": 4,
       "parameter_type": 2,
       "parameter_enum": [
        "off",
        "beat",
        "bar",
        "2 bars",
        "4 bars"
       ]
      }
     },
     "presentation": 1,
     "presentation_rect": [
      424.0,
      375.0,
      216.0,
      18.0
     ],
     "outlettype": [
      "",
      "",
      "float"
     ]
    }
   },
   {
    "box": {
     "id": "obj-359",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1572.0,
      1982.0,
      175.0,
      22.0
     ],
     "text": "prepend /param/quantise",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-360",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1572.0,
      2012.0,
      91.0,
      22.0
     ],
     "text": "s ---fb-out"
    }
   },
   {
    "box": {
     "id": "obj-361",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      1818.0,
      1802.0,
      84.0,
      22.0
     ],
     "text": "r ---fb-in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-362",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      1818.0,
      1832.0,
      196.0,
      22.0
     ],
     "text": "route /param/snapshot_from",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-363",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1818.0,
      1862.0,
      91.0,
      22.0
     ],
     "text": "prepend set",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-364",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      1818.0,
      1892.0,
      105.0,
      22.0
     ],
     "text": "r ---fb-first",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-snapshot_from",
     "maxclass": "live.dial",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      1818.0,
      1922.0,
      58.0,
      50.0
     ],
     "appearance": 0,
     "activedialcolor": [
      0.7647,
      0.651,
      1.0,
      1.0
     ],
     "activeneedlecolor": [
      0.7647,
      0.651,
      1.0,
      1.0
     ],
     "dialcolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "parameter_enable": 1,
     "varname": "snapshot_from",
     "hint": "The snapshot that the snapshot morph leaves at 0. (snapshot_from: 1 to 8)",
     "annotation": "The snapshot that the snapshot morph leaves at 0. (snapshot_from: 1 to 8)",
     "annotation_name": "Snapshot from",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Snapshot from",
       "parameter_shortname": "From",
       "parameter_initial": [
        1
       ],
       "parameter_initial_enable": 1,
       "parameter_order": 0,
       "parameter_mmin": 1,
       "parameter_mmax": 8,
       "parameter_type": 1,
       "parameter_unitstyle": 0
      }
     },
     "presentation": 1,
     "presentation_rect": [
      424.0,
      406.0,
      58.0,
      50.0
     ],
     "outlettype": [
      "",
      "float"
     ]
    }
   },
   {
    "box": {
     "id": "obj-366",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1818.0,
      1980.0,
      210.0,
      22.0
     ],
     "text": "prepend /param/snapshot_from",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-367",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1818.0,
      2010.0,
      91.0,
      22.0
     ],
     "text": "s ---fb-out"
    }
   },
   {
    "box": {
     "id": "obj-368",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      2058.0,
      1802.0,
      84.0,
      22.0
     ],
     "text": "r ---fb-in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-369",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      2058.0,
      1832.0,
      182.0,
      22.0
     ],
     "text": "route /param/snapshot_to",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-370",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      2058.0,
      1862.0,
      91.0,
      22.0
     ],
     "text": "prepend set",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-371",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      2058.0,
      1892.0,
      105.0,
      22.0
     ],
     "text": "r ---fb-first",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-snapshot_to",
     "maxclass": "live.dial",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      2058.0,
      1922.0,
      58.0,
      50.0
     ],
     "appearance": 0,
     "activedialcolor": [
      0.7647,
      0.651,
      1.0,
      1.0
     ],
     "activeneedlecolor": [
      0.7647,
      0.651,
      1.0,
      1.0
     ],
     "dialcolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "parameter_enable": 1,
     "varname": "snapshot_to",
     "hint": "The snapshot that the snapshot morph arrives at, at 1. (snapshot_to: 1 to 8)",
     "annotation": "The snapshot that the snapshot morph arrives at, at 1. (snapshot_to: 1 to 8)",
     "annotation_name": "Snapshot to",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Snapshot to",
       "parameter_shortname": "To",
       "parameter_initial": [
        2
       ],
       "parameter_initial_enable": 1,
       "parameter_order": 0,
       "parameter_mmin": 1,
       "parameter_mmax": 8,
       "parameter_type": 1,
       "parameter_unitstyle": 0
      }
     },
     "presentation": 1,
     "presentation_rect": [
      486.0,
      406.0,
      58.0,
      50.0
     ],
     "outlettype": [
      "",
      "float"
     ]
    }
   },
   {
    "box": {
     "id": "obj-373",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      2058.0,
      1980.0,
      196.0,
      22.0
     ],
     "text": "prepend /param/snapshot_to",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-374",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      2058.0,
      2010.0,
      91.0,
      22.0
     ],
     "text": "s ---fb-out"
    }
   },
   {
    "box": {
     "id": "obj-375",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      2082.0,
      84.0,
      22.0
     ],
     "text": "r ---fb-in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-376",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      20.0,
      2112.0,
      203.0,
      22.0
     ],
     "text": "route /param/snapshot_morph",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-377",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      2142.0,
      91.0,
      22.0
     ],
     "text": "prepend set",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-378",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      2172.0,
      105.0,
      22.0
     ],
     "text": "r ---fb-first",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-snapshot_morph",
     "maxclass": "live.slider",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      20.0,
      2202.0,
      350.0,
      44.0
     ],
     "orientation": 1,
     "slidercolor": [
      0.7647,
      0.651,
      1.0,
      1.0
     ],
     "trioncolor": [
      0.7647,
      0.651,
      1.0,
      1.0
     ],
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "parameter_enable": 1,
     "varname": "snapshot_morph",
     "hint": "Moves every control from the one snapshot to the other, each along its own curve. (snapshot_morph: 0 to 1)",
     "annotation": "Moves every control from the one snapshot to the other, each along its own curve. (snapshot_morph: 0 to 1)",
     "annotation_name": "Snapshot morph",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Snapshot morph",
       "parameter_shortname": "Morph",
       "parameter_initial": [
        0
       ],
       "parameter_initial_enable": 1,
       "parameter_order": 0,
       "parameter_mmin": 0,
       "parameter_mmax": 1,
       "parameter_type": 0,
       "parameter_exponent": 1.0,
       "parameter_unitstyle": 1
      }
     },
     "presentation": 1,
     "presentation_rect": [
      548.0,
      410.0,
      350.0,
      44.0
     ],
     "outlettype": [
      "",
      "float"
     ]
    }
   },
   {
    "box": {
     "id": "obj-380",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      2254.0,
      217.0,
      22.0
     ],
     "text": "prepend /param/snapshot_morph",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-381",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      2284.0,
      91.0,
      22.0
     ],
     "text": "s ---fb-out"
    }
   },
   {
    "box": {
     "id": "obj-382",
     "maxclass": "panel",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      400.0,
      2082.0,
      302.0,
      128.0
     ],
     "background": 1,
     "bgcolor": [
      0.102,
      0.1255,
      0.1569,
      1.0
     ],
     "rounded": 6,
     "border": 1,
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "mode": 0,
     "ignoreclick": 1,
     "presentation": 1,
     "presentation_rect": [
      912.0,
      338.0,
      302.0,
      128.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-383",
     "maxclass": "panel",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      400.0,
      2218.0,
      3.0,
      10.0
     ],
     "background": 1,
     "bgcolor": [
      0.451,
      0.8157,
      1.0,
      1.0
     ],
     "rounded": 1,
     "border": 0,
     "mode": 0,
     "ignoreclick": 1,
     "presentation": 1,
     "presentation_rect": [
      920.0,
      345.0,
      3.0,
      10.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-384",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      400.0,
      2248.0,
      284.0,
      19.0
     ],
     "fontsize": 10.5,
     "textcolor": [
      0.451,
      0.8157,
      1.0,
      1.0
     ],
     "textjustification": 0,
     "fontface": 1,
     "presentation": 1,
     "presentation_rect": [
      925.0,
      340.0,
      284.0,
      19.0
     ],
     "text": "LISTENING"
    }
   },
   {
    "box": {
     "id": "obj-385",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      732.0,
      2082.0,
      84.0,
      22.0
     ],
     "text": "r ---fb-in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-386",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      732.0,
      2112.0,
      189.0,
      22.0
     ],
     "text": "route /param/listen_pitch",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-387",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      732.0,
      2142.0,
      91.0,
      22.0
     ],
     "text": "prepend set",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-388",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      732.0,
      2172.0,
      105.0,
      22.0
     ],
     "text": "r ---fb-first",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-listen_pitch",
     "maxclass": "live.text",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      732.0,
      2202.0,
      84.0,
      18.0
     ],
     "texton": "Pitch on",
     "mode": 1,
     "activebgcolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "activebgoncolor": [
      0.451,
      0.8157,
      1.0,
      1.0
     ],
     "activetextcolor": [
      0.5529,
      0.6,
      0.651,
      1.0
     ],
     "activetextoncolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "rounded": 3.0,
     "parameter_enable": 1,
     "varname": "listen_pitch",
     "hint": "Whether one voice that is heard also plays the notes. (listen_pitch: off, on)",
     "annotation": "Whether one voice that is heard also plays the notes. (listen_pitch: off, on)",
     "annotation_name": "Listening pitch",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Listening pitch",
       "parameter_shortname": "Pitch",
       "parameter_initial": [
        0
       ],
       "parameter_initial_enable": 1,
       "parameter_order": 0,
       "parameter_mmin": 0,
       "parameter_mmax": 1,
       "parameter_type": 2,
       "parameter_enum": [
        "off",
        "on"
       ]
      }
     },
     "presentation": 1,
     "presentation_rect": [
      920.0,
      375.0,
      84.0,
      18.0
     ],
     "text": "Pitch off",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-390",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      732.0,
      2232.0,
      203.0,
      22.0
     ],
     "text": "prepend /param/listen_pitch",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-391",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      732.0,
      2262.0,
      91.0,
      22.0
     ],
     "text": "s ---fb-out"
    }
   },
   {
    "box": {
     "id": "obj-392",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      965.0,
      2082.0,
      84.0,
      22.0
     ],
     "text": "r ---fb-in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-393",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      965.0,
      2112.0,
      182.0,
      22.0
     ],
     "text": "route /param/listen_gain",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-394",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      965.0,
      2142.0,
      91.0,
      22.0
     ],
     "text": "prepend set",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-395",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      965.0,
      2172.0,
      105.0,
      22.0
     ],
     "text": "r ---fb-first",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-listen_gain",
     "maxclass": "live.dial",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      965.0,
      2202.0,
      58.0,
      50.0
     ],
     "appearance": 0,
     "activedialcolor": [
      0.451,
      0.8157,
      1.0,
      1.0
     ],
     "activeneedlecolor": [
      0.451,
      0.8157,
      1.0,
      1.0
     ],
     "dialcolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "parameter_enable": 1,
     "varname": "listen_gain",
     "hint": "Gain on what a live input hears, before it drives any lane. (listen_gain: -24 to 48 dB)",
     "annotation": "Gain on what a live input hears, before it drives any lane. (listen_gain: -24 to 48 dB)",
     "annotation_name": "Listening gain",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Listening gain",
       "parameter_shortname": "Gain",
       "parameter_initial": [
        0
       ],
       "parameter_initial_enable": 1,
       "parameter_order": 0,
       "parameter_mmin": -24,
       "parameter_mmax": 48,
       "parameter_type": 0,
       "parameter_exponent": 1.0,
       "parameter_unitstyle": 4
      }
     },
     "presentation": 1,
     "presentation_rect": [
      938.0,
      406.0,
      58.0,
      50.0
     ],
     "outlettype": [
      "",
      "float"
     ]
    }
   },
   {
    "box": {
     "id": "obj-397",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      965.0,
      2260.0,
      196.0,
      22.0
     ],
     "text": "prepend /param/listen_gain",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-398",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      965.0,
      2290.0,
      91.0,
      22.0
     ],
     "text": "s ---fb-out"
    }
   },
   {
    "box": {
     "id": "obj-399",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      1191.0,
      2082.0,
      84.0,
      22.0
     ],
     "text": "r ---fb-in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-400",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      1191.0,
      2112.0,
      196.0,
      22.0
     ],
     "text": "route /param/listen_attack",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-401",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1191.0,
      2142.0,
      91.0,
      22.0
     ],
     "text": "prepend set",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-402",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      1191.0,
      2172.0,
      105.0,
      22.0
     ],
     "text": "r ---fb-first",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-listen_attack",
     "maxclass": "live.dial",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      1191.0,
      2202.0,
      58.0,
      50.0
     ],
     "appearance": 0,
     "activedialcolor": [
      0.451,
      0.8157,
      1.0,
      1.0
     ],
     "activeneedlecolor": [
      0.451,
      0.8157,
      1.0,
      1.0
     ],
     "dialcolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "parameter_enable": 1,
     "varname": "listen_attack",
     "hint": "How soon a driven lane rises with what is heard. (listen_attack: 1 to 1000 ms)",
     "annotation": "How soon a driven lane rises with what is heard. (listen_attack: 1 to 1000 ms)",
     "annotation_name": "Listening attack",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Listening attack",
       "parameter_shortname": "Attack",
       "parameter_initial": [
        5
       ],
       "parameter_initial_enable": 1,
       "parameter_order": 0,
       "parameter_mmin": 1,
       "parameter_mmax": 1000,
       "parameter_type": 0,
       "parameter_exponent": 5.0278,
       "parameter_unitstyle": 2
      }
     },
     "presentation": 1,
     "presentation_rect": [
      1034.0,
      406.0,
      58.0,
      50.0
     ],
     "outlettype": [
      "",
      "float"
     ]
    }
   },
   {
    "box": {
     "id": "obj-404",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1191.0,
      2260.0,
      210.0,
      22.0
     ],
     "text": "prepend /param/listen_attack",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-405",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1191.0,
      2290.0,
      91.0,
      22.0
     ],
     "text": "s ---fb-out"
    }
   },
   {
    "box": {
     "id": "obj-406",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      1431.0,
      2082.0,
      84.0,
      22.0
     ],
     "text": "r ---fb-in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-407",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      1431.0,
      2112.0,
      203.0,
      22.0
     ],
     "text": "route /param/listen_release",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-408",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1431.0,
      2142.0,
      91.0,
      22.0
     ],
     "text": "prepend set",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-409",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      1431.0,
      2172.0,
      105.0,
      22.0
     ],
     "text": "r ---fb-first",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-listen_release",
     "maxclass": "live.dial",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      1431.0,
      2202.0,
      58.0,
      50.0
     ],
     "appearance": 0,
     "activedialcolor": [
      0.451,
      0.8157,
      1.0,
      1.0
     ],
     "activeneedlecolor": [
      0.451,
      0.8157,
      1.0,
      1.0
     ],
     "dialcolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "parameter_enable": 1,
     "varname": "listen_release",
     "hint": "How soon a driven lane falls with what is heard. (listen_release: 1 to 5000 ms)",
     "annotation": "How soon a driven lane falls with what is heard. (listen_release: 1 to 5000 ms)",
     "annotation_name": "Listening release",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Listening release",
       "parameter_shortname": "Release",
       "parameter_initial": [
        80
       ],
       "parameter_initial_enable": 1,
       "parameter_order": 0,
       "parameter_mmin": 1,
       "parameter_mmax": 5000,
       "parameter_type": 0,
       "parameter_exponent": 6.1641,
       "parameter_unitstyle": 2
      }
     },
     "presentation": 1,
     "presentation_rect": [
      1130.0,
      406.0,
      58.0,
      50.0
     ],
     "outlettype": [
      "",
      "float"
     ]
    }
   },
   {
    "box": {
     "id": "obj-411",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1431.0,
      2260.0,
      217.0,
      22.0
     ],
     "text": "prepend /param/listen_release",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-412",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1431.0,
      2290.0,
      91.0,
      22.0
     ],
     "text": "s ---fb-out"
    }
   },
   {
    "box": {
     "id": "obj-413",
     "maxclass": "panel",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1431.0,
      2320.0,
      286.0,
      118.0
     ],
     "background": 1,
     "bgcolor": [
      0.102,
      0.1255,
      0.1569,
      1.0
     ],
     "rounded": 6,
     "border": 1,
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "mode": 0,
     "ignoreclick": 1,
     "presentation": 1,
     "presentation_rect": [
      14.0,
      472.0,
      286.0,
      118.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-414",
     "maxclass": "panel",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1431.0,
      2446.0,
      3.0,
      10.0
     ],
     "background": 1,
     "bgcolor": [
      0.5529,
      0.6,
      0.651,
      1.0
     ],
     "rounded": 1,
     "border": 0,
     "mode": 0,
     "ignoreclick": 1,
     "presentation": 1,
     "presentation_rect": [
      22.0,
      479.0,
      3.0,
      10.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-415",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1431.0,
      2476.0,
      268.0,
      19.0
     ],
     "fontsize": 10.5,
     "textcolor": [
      0.5529,
      0.6,
      0.651,
      1.0
     ],
     "textjustification": 0,
     "fontface": 1,
     "presentation": 1,
     "presentation_rect": [
      27.0,
      474.0,
      268.0,
      19.0
     ],
     "text": "PLAY"
    }
   },
   {
    "box": {
     "id": "obj-416",
     "maxclass": "live.text",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      1747.0,
      2082.0,
      63.0,
      16.0
     ],
     "texton": "All notes off",
     "mode": 0,
     "activebgcolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "activebgoncolor": [
      0.498,
      0.851,
      0.3843,
      1.0
     ],
     "activetextcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "activetextoncolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "rounded": 4.0,
     "parameter_enable": 1,
     "varname": "surface_all_notes_off",
     "hint": "Sends /event/all_notes_off.",
     "annotation": "Sends /event/all_notes_off.",
     "annotation_name": "All notes off",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "All notes off",
       "parameter_shortname": "All notes off",
       "parameter_type": 2,
       "parameter_mmax": 1,
       "parameter_enum": [
        "off",
        "on"
       ],
       "parameter_invisible": 0
      }
     },
     "presentation": 1,
     "presentation_rect": [
      22.0,
      498.0,
      63.0,
      16.0
     ],
     "text": "All notes off",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-417",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1747.0,
      2112.0,
      40.0,
      22.0
     ],
     "text": "t b",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-418",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1747.0,
      2142.0,
      154.0,
      22.0
     ],
     "text": "/event/all_notes_off",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-419",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1747.0,
      2172.0,
      84.0,
      22.0
     ],
     "text": "s ---fb-do"
    }
   },
   {
    "box": {
     "id": "obj-420",
     "maxclass": "live.text",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      1931.0,
      2082.0,
      63.0,
      16.0
     ],
     "texton": "Reset",
     "mode": 0,
     "activebgcolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "activebgoncolor": [
      0.498,
      0.851,
      0.3843,
      1.0
     ],
     "activetextcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "activetextoncolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "rounded": 4.0,
     "parameter_enable": 1,
     "varname": "surface_reset",
     "hint": "Sends /event/reset.",
     "annotation": "Sends /event/reset.",
     "annotation_name": "Reset",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Reset",
       "parameter_shortname": "Reset",
       "parameter_type": 2,
       "parameter_mmax": 1,
       "parameter_enum": [
        "off",
        "on"
       ],
       "parameter_invisible": 0
      }
     },
     "presentation": 1,
     "presentation_rect": [
      91.0,
      498.0,
      63.0,
      16.0
     ],
     "text": "Reset",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-421",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1931.0,
      2112.0,
      40.0,
      22.0
     ],
     "text": "t b",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-422",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1931.0,
      2142.0,
      98.0,
      22.0
     ],
     "text": "/event/reset",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-423",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1931.0,
      2172.0,
      84.0,
      22.0
     ],
     "text": "s ---fb-do"
    }
   },
   {
    "box": {
     "id": "obj-424",
     "maxclass": "live.text",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      2061.0,
      2082.0,
      63.0,
      16.0
     ],
     "texton": "New seed",
     "mode": 0,
     "activebgcolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "activebgoncolor": [
      0.498,
      0.851,
      0.3843,
      1.0
     ],
     "activetextcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "activetextoncolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "rounded": 4.0,
     "parameter_enable": 1,
     "varname": "surface_new_seed",
     "hint": "Sends /event/new_seed.",
     "annotation": "Sends /event/new_seed.",
     "annotation_name": "New seed",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "New seed",
       "parameter_shortname": "New seed",
       "parameter_type": 2,
       "parameter_mmax": 1,
       "parameter_enum": [
        "off",
        "on"
       ],
       "parameter_invisible": 0
      }
     },
     "presentation": 1,
     "presentation_rect": [
      159.0,
      498.0,
      63.0,
      16.0
     ],
     "text": "New seed",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-425",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      2061.0,
      2112.0,
      40.0,
      22.0
     ],
     "text": "t b",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-426",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      2061.0,
      2142.0,
      119.0,
      22.0
     ],
     "text": "/event/new_seed",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-427",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      2061.0,
      2172.0,
      84.0,
      22.0
     ],
     "text": "s ---fb-do"
    }
   },
   {
    "box": {
     "id": "obj-428",
     "maxclass": "live.text",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      20.0,
      2546.0,
      63.0,
      16.0
     ],
     "texton": "Next",
     "mode": 0,
     "activebgcolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "activebgoncolor": [
      0.498,
      0.851,
      0.3843,
      1.0
     ],
     "activetextcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "activetextoncolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "rounded": 4.0,
     "parameter_enable": 1,
     "varname": "surface_next",
     "hint": "Sends /event/next.",
     "annotation": "Sends /event/next.",
     "annotation_name": "Next",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Next",
       "parameter_shortname": "Next",
       "parameter_type": 2,
       "parameter_mmax": 1,
       "parameter_enum": [
        "off",
        "on"
       ],
       "parameter_invisible": 0
      }
     },
     "presentation": 1,
     "presentation_rect": [
      22.0,
      520.0,
      63.0,
      16.0
     ],
     "text": "Next",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-429",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      2576.0,
      40.0,
      22.0
     ],
     "text": "t b",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-430",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      2606.0,
      91.0,
      22.0
     ],
     "text": "/event/next",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-431",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      2636.0,
      84.0,
      22.0
     ],
     "text": "s ---fb-do"
    }
   },
   {
    "box": {
     "id": "obj-432",
     "maxclass": "live.text",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      150.0,
      2546.0,
      63.0,
      16.0
     ],
     "texton": "Previous",
     "mode": 0,
     "activebgcolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "activebgoncolor": [
      0.498,
      0.851,
      0.3843,
      1.0
     ],
     "activetextcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "activetextoncolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "rounded": 4.0,
     "parameter_enable": 1,
     "varname": "surface_previous",
     "hint": "Sends /event/previous.",
     "annotation": "Sends /event/previous.",
     "annotation_name": "Previous",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Previous",
       "parameter_shortname": "Previous",
       "parameter_type": 2,
       "parameter_mmax": 1,
       "parameter_enum": [
        "off",
        "on"
       ],
       "parameter_invisible": 0
      }
     },
     "presentation": 1,
     "presentation_rect": [
      91.0,
      520.0,
      63.0,
      16.0
     ],
     "text": "Previous",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-433",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      150.0,
      2576.0,
      40.0,
      22.0
     ],
     "text": "t b",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-434",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      150.0,
      2606.0,
      119.0,
      22.0
     ],
     "text": "/event/previous",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-435",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      150.0,
      2636.0,
      84.0,
      22.0
     ],
     "text": "s ---fb-do"
    }
   },
   {
    "box": {
     "id": "obj-436",
     "maxclass": "live.text",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      299.0,
      2546.0,
      63.0,
      16.0
     ],
     "texton": "Tap",
     "mode": 0,
     "activebgcolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "activebgoncolor": [
      0.498,
      0.851,
      0.3843,
      1.0
     ],
     "activetextcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "activetextoncolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "rounded": 4.0,
     "parameter_enable": 1,
     "varname": "surface_tap",
     "hint": "Sends /event/tap.",
     "annotation": "Sends /event/tap.",
     "annotation_name": "Tap",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Tap",
       "parameter_shortname": "Tap",
       "parameter_type": 2,
       "parameter_mmax": 1,
       "parameter_enum": [
        "off",
        "on"
       ],
       "parameter_invisible": 0
      }
     },
     "presentation": 1,
     "presentation_rect": [
      159.0,
      520.0,
      63.0,
      16.0
     ],
     "text": "Tap",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-437",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      299.0,
      2576.0,
      40.0,
      22.0
     ],
     "text": "t b",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-438",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      299.0,
      2606.0,
      84.0,
      22.0
     ],
     "text": "/event/tap",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-439",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      299.0,
      2636.0,
      84.0,
      22.0
     ],
     "text": "s ---fb-do"
    }
   },
   {
    "box": {
     "id": "obj-440",
     "maxclass": "live.text",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      429.0,
      2546.0,
      63.0,
      16.0
     ],
     "texton": "Start",
     "mode": 0,
     "activebgcolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "activebgoncolor": [
      0.498,
      0.851,
      0.3843,
      1.0
     ],
     "activetextcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "activetextoncolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "rounded": 4.0,
     "parameter_enable": 1,
     "varname": "surface_start",
     "hint": "Sends /event/start.",
     "annotation": "Sends /event/start.",
     "annotation_name": "Start",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Start",
       "parameter_shortname": "Start",
       "parameter_type": 2,
       "parameter_mmax": 1,
       "parameter_enum": [
        "off",
        "on"
       ],
       "parameter_invisible": 0
      }
     },
     "presentation": 1,
     "presentation_rect": [
      22.0,
      543.0,
      63.0,
      16.0
     ],
     "text": "Start",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-441",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      429.0,
      2576.0,
      40.0,
      22.0
     ],
     "text": "t b",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-442",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      429.0,
      2606.0,
      98.0,
      22.0
     ],
     "text": "/event/start",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-443",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      429.0,
      2636.0,
      84.0,
      22.0
     ],
     "text": "s ---fb-do"
    }
   },
   {
    "box": {
     "id": "obj-444",
     "maxclass": "live.text",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      559.0,
      2546.0,
      63.0,
      16.0
     ],
     "texton": "Continue",
     "mode": 0,
     "activebgcolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "activebgoncolor": [
      0.498,
      0.851,
      0.3843,
      1.0
     ],
     "activetextcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "activetextoncolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "rounded": 4.0,
     "parameter_enable": 1,
     "varname": "surface_continue",
     "hint": "Sends /event/continue.",
     "annotation": "Sends /event/continue.",
     "annotation_name": "Continue",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Continue",
       "parameter_shortname": "Continue",
       "parameter_type": 2,
       "parameter_mmax": 1,
       "parameter_enum": [
        "off",
        "on"
       ],
       "parameter_invisible": 0
      }
     },
     "presentation": 1,
     "presentation_rect": [
      91.0,
      543.0,
      63.0,
      16.0
     ],
     "text": "Continue",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-445",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      559.0,
      2576.0,
      40.0,
      22.0
     ],
     "text": "t b",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-446",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      559.0,
      2606.0,
      119.0,
      22.0
     ],
     "text": "/event/continue",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-447",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      559.0,
      2636.0,
      84.0,
      22.0
     ],
     "text": "s ---fb-do"
    }
   },
   {
    "box": {
     "id": "obj-448",
     "maxclass": "live.text",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      708.0,
      2546.0,
      63.0,
      16.0
     ],
     "texton": "Stop",
     "mode": 0,
     "activebgcolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "activebgoncolor": [
      0.498,
      0.851,
      0.3843,
      1.0
     ],
     "activetextcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "activetextoncolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "rounded": 4.0,
     "parameter_enable": 1,
     "varname": "surface_stop",
     "hint": "Sends /event/stop.",
     "annotation": "Sends /event/stop.",
     "annotation_name": "Stop",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Stop",
       "parameter_shortname": "Stop",
       "parameter_type": 2,
       "parameter_mmax": 1,
       "parameter_enum": [
        "off",
        "on"
       ],
       "parameter_invisible": 0
      }
     },
     "presentation": 1,
     "presentation_rect": [
      159.0,
      543.0,
      63.0,
      16.0
     ],
     "text": "Stop",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-449",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      708.0,
      2576.0,
      40.0,
      22.0
     ],
     "text": "t b",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-450",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      708.0,
      2606.0,
      91.0,
      22.0
     ],
     "text": "/event/stop",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-451",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      708.0,
      2636.0,
      84.0,
      22.0
     ],
     "text": "s ---fb-do"
    }
   },
   {
    "box": {
     "id": "obj-452",
     "maxclass": "live.text",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      838.0,
      2546.0,
      200.0,
      16.0
     ],
     "texton": "Strike",
     "mode": 0,
     "activebgcolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "activebgoncolor": [
      0.498,
      0.851,
      0.3843,
      1.0
     ],
     "activetextcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "activetextoncolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "rounded": 4.0,
     "parameter_enable": 1,
     "varname": "surface_strike",
     "hint": "Sends /event/onset strength.",
     "annotation": "Sends /event/onset strength.",
     "annotation_name": "Strike",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Strike",
       "parameter_shortname": "Strike",
       "parameter_type": 2,
       "parameter_mmax": 1,
       "parameter_enum": [
        "off",
        "on"
       ],
       "parameter_invisible": 0
      }
     },
     "presentation": 1,
     "presentation_rect": [
      22.0,
      566.0,
      200.0,
      16.0
     ],
     "text": "Strike",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-453",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      838.0,
      2576.0,
      40.0,
      22.0
     ],
     "text": "t b",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-454",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      838.0,
      2606.0,
      126.0,
      22.0
     ],
     "text": "/event/onset 0.8",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-455",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      838.0,
      2636.0,
      84.0,
      22.0
     ],
     "text": "s ---fb-do"
    }
   },
   {
    "box": {
     "id": "obj-456",
     "maxclass": "live.text",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      1068.0,
      2546.0,
      64.0,
      84.0
     ],
     "texton": "PANIC",
     "mode": 0,
     "activebgcolor": [
      0.898,
      0.2824,
      0.302,
      1.0
     ],
     "activebgoncolor": [
      0.498,
      0.851,
      0.3843,
      1.0
     ],
     "activetextcolor": [
      1.0,
      1.0,
      1.0,
      1.0
     ],
     "activetextoncolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "rounded": 4.0,
     "parameter_enable": 1,
     "varname": "surface_panic",
     "hint": "Sends /event/panic.",
     "annotation": "Sends /event/panic.",
     "annotation_name": "PANIC",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "PANIC",
       "parameter_shortname": "PANIC",
       "parameter_type": 2,
       "parameter_mmax": 1,
       "parameter_enum": [
        "off",
        "on"
       ],
       "parameter_invisible": 0
      }
     },
     "presentation": 1,
     "presentation_rect": [
      228.0,
      498.0,
      64.0,
      84.0
     ],
     "text": "PANIC",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-457",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1068.0,
      2638.0,
      40.0,
      22.0
     ],
     "text": "t b",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-458",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1068.0,
      2668.0,
      98.0,
      22.0
     ],
     "text": "/event/panic",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-459",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1068.0,
      2698.0,
      84.0,
      22.0
     ],
     "text": "s ---fb-do"
    }
   },
   {
    "box": {
     "id": "obj-460",
     "maxclass": "panel",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1068.0,
      2728.0,
      344.0,
      118.0
     ],
     "background": 1,
     "bgcolor": [
      0.102,
      0.1255,
      0.1569,
      1.0
     ],
     "rounded": 6,
     "border": 1,
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "mode": 0,
     "ignoreclick": 1,
     "presentation": 1,
     "presentation_rect": [
      306.0,
      472.0,
      344.0,
      118.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-461",
     "maxclass": "panel",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1068.0,
      2854.0,
      3.0,
      10.0
     ],
     "background": 1,
     "bgcolor": [
      0.5529,
      0.6,
      0.651,
      1.0
     ],
     "rounded": 1,
     "border": 0,
     "mode": 0,
     "ignoreclick": 1,
     "presentation": 1,
     "presentation_rect": [
      314.0,
      479.0,
      3.0,
      10.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-462",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1068.0,
      2884.0,
      326.0,
      19.0
     ],
     "fontsize": 10.5,
     "textcolor": [
      0.5529,
      0.6,
      0.651,
      1.0
     ],
     "textjustification": 0,
     "fontface": 1,
     "presentation": 1,
     "presentation_rect": [
      319.0,
      474.0,
      326.0,
      19.0
     ],
     "text": "KEYS"
    }
   },
   {
    "box": {
     "id": "obj-463",
     "maxclass": "kslider",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      1442.0,
      2546.0,
      328.0,
      84.0
     ],
     "range": 61,
     "offset": 36,
     "mode": 0,
     "blackkeycolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "whitekeycolor": [
      0.7882,
      0.8196,
      0.851,
      1.0
     ],
     "hkeycolor": [
      0.349,
      0.7608,
      1.0,
      1.0
     ],
     "hint": "Click a key: higher up is harder. It is lifted by itself.",
     "presentation": 1,
     "presentation_rect": [
      314.0,
      498.0,
      328.0,
      84.0
     ],
     "outlettype": [
      "int",
      "int"
     ]
    }
   },
   {
    "box": {
     "id": "obj-464",
     "maxclass": "newobj",
     "numinlets": 3,
     "numoutlets": 2,
     "patching_rect": [
      1442.0,
      2638.0,
      126.0,
      22.0
     ],
     "text": "makenote 100 600",
     "outlettype": [
      "float",
      "float"
     ]
    }
   },
   {
    "box": {
     "id": "obj-465",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1442.0,
      2668.0,
      119.0,
      22.0
     ],
     "text": "expr $f1 / 127.",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-466",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1442.0,
      2698.0,
      77.0,
      22.0
     ],
     "text": "pack 0 0.",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-467",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1442.0,
      2728.0,
      168.0,
      22.0
     ],
     "text": "prepend /event/note_on",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-468",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1442.0,
      2758.0,
      84.0,
      22.0
     ],
     "text": "s ---fb-do"
    }
   },
   {
    "box": {
     "id": "obj-469",
     "maxclass": "panel",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1442.0,
      2788.0,
      325.0,
      118.0
     ],
     "background": 1,
     "bgcolor": [
      0.102,
      0.1255,
      0.1569,
      1.0
     ],
     "rounded": 6,
     "border": 1,
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "mode": 0,
     "ignoreclick": 1,
     "presentation": 1,
     "presentation_rect": [
      656.0,
      472.0,
      325.0,
      118.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-470",
     "maxclass": "panel",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1442.0,
      2914.0,
      3.0,
      10.0
     ],
     "background": 1,
     "bgcolor": [
      0.5529,
      0.6,
      0.651,
      1.0
     ],
     "rounded": 1,
     "border": 0,
     "mode": 0,
     "ignoreclick": 1,
     "presentation": 1,
     "presentation_rect": [
      664.0,
      479.0,
      3.0,
      10.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-471",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1442.0,
      2944.0,
      307.0,
      19.0
     ],
     "fontsize": 10.5,
     "textcolor": [
      0.5529,
      0.6,
      0.651,
      1.0
     ],
     "textjustification": 0,
     "fontface": 1,
     "presentation": 1,
     "presentation_rect": [
      669.0,
      474.0,
      307.0,
      19.0
     ],
     "text": "RECALL"
    }
   },
   {
    "box": {
     "id": "obj-472",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1800.0,
      2546.0,
      38.0,
      17.0
     ],
     "fontsize": 9.5,
     "textcolor": [
      0.5529,
      0.6,
      0.651,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      661.0,
      500.0,
      38.0,
      17.0
     ],
     "text": "name"
    }
   },
   {
    "box": {
     "id": "obj-473",
     "maxclass": "textedit",
     "numinlets": 1,
     "numoutlets": 4,
     "patching_rect": [
      1800.0,
      2576.0,
      96.0,
      22.0
     ],
     "keymode": 1,
     "lines": 1,
     "bgcolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "hint": "Type a name, then Return.",
     "presentation": 1,
     "presentation_rect": [
      700.0,
      498.0,
      96.0,
      22.0
     ],
     "outlettype": [
      "",
      "int",
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-474",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      1800.0,
      2606.0,
      56.0,
      22.0
     ],
     "text": "zl.reg",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-475",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      1800.0,
      2636.0,
      84.0,
      22.0
     ],
     "text": "route text",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-476",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1800.0,
      2666.0,
      70.0,
      22.0
     ],
     "text": "tosymbol",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-477",
     "maxclass": "live.text",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      1930.0,
      2546.0,
      53.0,
      22.0
     ],
     "texton": "Preset",
     "mode": 0,
     "activebgcolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "activebgoncolor": [
      0.498,
      0.851,
      0.3843,
      1.0
     ],
     "activetextcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "activetextoncolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "rounded": 4.0,
     "parameter_enable": 1,
     "varname": "surface_preset",
     "hint": "Sends /event/preset name.",
     "annotation": "Sends /event/preset name.",
     "annotation_name": "Preset",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Preset",
       "parameter_shortname": "Preset",
       "parameter_type": 2,
       "parameter_mmax": 1,
       "parameter_enum": [
        "off",
        "on"
       ],
       "parameter_invisible": 2
      }
     },
     "presentation": 1,
     "presentation_rect": [
      802.0,
      498.0,
      53.0,
      22.0
     ],
     "text": "Preset",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-478",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1930.0,
      2576.0,
      40.0,
      22.0
     ],
     "text": "t b",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-479",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1930.0,
      2606.0,
      161.0,
      22.0
     ],
     "text": "prepend /event/preset",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-480",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1930.0,
      2636.0,
      84.0,
      22.0
     ],
     "text": "s ---fb-do"
    }
   },
   {
    "box": {
     "id": "obj-481",
     "maxclass": "live.text",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      20.0,
      3014.0,
      53.0,
      22.0
     ],
     "texton": "Save",
     "mode": 0,
     "activebgcolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "activebgoncolor": [
      0.498,
      0.851,
      0.3843,
      1.0
     ],
     "activetextcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "activetextoncolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "rounded": 4.0,
     "parameter_enable": 1,
     "varname": "surface_preset_save",
     "hint": "Sends /event/preset_save name.",
     "annotation": "Sends /event/preset_save name.",
     "annotation_name": "Preset save",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Preset save",
       "parameter_shortname": "Preset save",
       "parameter_type": 2,
       "parameter_mmax": 1,
       "parameter_enum": [
        "off",
        "on"
       ],
       "parameter_invisible": 2
      }
     },
     "presentation": 1,
     "presentation_rect": [
      861.0,
      498.0,
      53.0,
      22.0
     ],
     "text": "Save",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-482",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      3044.0,
      40.0,
      22.0
     ],
     "text": "t b",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-483",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      20.0,
      3074.0,
      56.0,
      22.0
     ],
     "text": "zl.reg",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-484",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      3104.0,
      196.0,
      22.0
     ],
     "text": "prepend /event/preset_save",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-485",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      3134.0,
      84.0,
      22.0
     ],
     "text": "s ---fb-do"
    }
   },
   {
    "box": {
     "id": "obj-486",
     "maxclass": "live.text",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      246.0,
      3014.0,
      53.0,
      22.0
     ],
     "texton": "Set list",
     "mode": 0,
     "activebgcolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "activebgoncolor": [
      0.498,
      0.851,
      0.3843,
      1.0
     ],
     "activetextcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "activetextoncolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "rounded": 4.0,
     "parameter_enable": 1,
     "varname": "surface_set_list",
     "hint": "Sends /event/set_list name.",
     "annotation": "Sends /event/set_list name.",
     "annotation_name": "Set list",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Set list",
       "parameter_shortname": "Set list",
       "parameter_type": 2,
       "parameter_mmax": 1,
       "parameter_enum": [
        "off",
        "on"
       ],
       "parameter_invisible": 2
      }
     },
     "presentation": 1,
     "presentation_rect": [
      920.0,
      498.0,
      53.0,
      22.0
     ],
     "text": "Set list",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-487",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      246.0,
      3044.0,
      40.0,
      22.0
     ],
     "text": "t b",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-488",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      246.0,
      3074.0,
      56.0,
      22.0
     ],
     "text": "zl.reg",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-489",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      246.0,
      3104.0,
      175.0,
      22.0
     ],
     "text": "prepend /event/set_list",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-490",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      246.0,
      3134.0,
      84.0,
      22.0
     ],
     "text": "s ---fb-do"
    }
   },
   {
    "box": {
     "id": "obj-491",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      451.0,
      3014.0,
      38.0,
      17.0
     ],
     "fontsize": 9.5,
     "textcolor": [
      0.5529,
      0.6,
      0.651,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      661.0,
      528.0,
      38.0,
      17.0
     ],
     "text": "slot"
    }
   },
   {
    "box": {
     "id": "obj-492",
     "maxclass": "number",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      451.0,
      3044.0,
      44.0,
      22.0
     ],
     "minimum": 1,
     "bgcolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "triangle": 0,
     "presentation": 1,
     "presentation_rect": [
      700.0,
      526.0,
      44.0,
      22.0
     ],
     "outlettype": [
      "",
      "bang"
     ]
    }
   },
   {
    "box": {
     "id": "obj-493",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      451.0,
      3074.0,
      40.0,
      22.0
     ],
     "text": "i 1",
     "outlettype": [
      "int"
     ]
    }
   },
   {
    "box": {
     "id": "obj-494",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      451.0,
      3104.0,
      84.0,
      22.0
     ],
     "text": "loadmess 1",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-495",
     "maxclass": "live.text",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      581.0,
      3014.0,
      108.0,
      22.0
     ],
     "texton": "Snapshot",
     "mode": 0,
     "activebgcolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "activebgoncolor": [
      0.498,
      0.851,
      0.3843,
      1.0
     ],
     "activetextcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "activetextoncolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "rounded": 4.0,
     "parameter_enable": 1,
     "varname": "surface_snapshot",
     "hint": "Sends /event/snapshot slot.",
     "annotation": "Sends /event/snapshot slot.",
     "annotation_name": "Snapshot",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Snapshot",
       "parameter_shortname": "Snapshot",
       "parameter_type": 2,
       "parameter_mmax": 1,
       "parameter_enum": [
        "off",
        "on"
       ],
       "parameter_invisible": 2
      }
     },
     "presentation": 1,
     "presentation_rect": [
      750.0,
      526.0,
      108.0,
      22.0
     ],
     "text": "Snapshot",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-496",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      581.0,
      3044.0,
      40.0,
      22.0
     ],
     "text": "t b",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-497",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      581.0,
      3074.0,
      175.0,
      22.0
     ],
     "text": "prepend /event/snapshot",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-498",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      581.0,
      3104.0,
      84.0,
      22.0
     ],
     "text": "s ---fb-do"
    }
   },
   {
    "box": {
     "id": "obj-499",
     "maxclass": "live.text",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      786.0,
      3014.0,
      108.0,
      22.0
     ],
     "texton": "Store",
     "mode": 0,
     "activebgcolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "activebgoncolor": [
      0.498,
      0.851,
      0.3843,
      1.0
     ],
     "activetextcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "activetextoncolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "rounded": 4.0,
     "parameter_enable": 1,
     "varname": "surface_snapshot_store",
     "hint": "Sends /event/snapshot_store slot.",
     "annotation": "Sends /event/snapshot_store slot.",
     "annotation_name": "Snapshot store",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Snapshot store",
       "parameter_shortname": "Snapshot store",
       "parameter_type": 2,
       "parameter_mmax": 1,
       "parameter_enum": [
        "off",
        "on"
       ],
       "parameter_invisible": 2
      }
     },
     "presentation": 1,
     "presentation_rect": [
      864.0,
      526.0,
      108.0,
      22.0
     ],
     "text": "Store",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-500",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      786.0,
      3044.0,
      40.0,
      22.0
     ],
     "text": "t b",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-501",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      786.0,
      3074.0,
      40.0,
      22.0
     ],
     "text": "i 1",
     "outlettype": [
      "int"
     ]
    }
   },
   {
    "box": {
     "id": "obj-502",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      786.0,
      3104.0,
      217.0,
      22.0
     ],
     "text": "prepend /event/snapshot_store",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-503",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      786.0,
      3134.0,
      84.0,
      22.0
     ],
     "text": "s ---fb-do"
    }
   },
   {
    "box": {
     "id": "obj-504",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1033.0,
      3014.0,
      38.0,
      17.0
     ],
     "fontsize": 9.5,
     "textcolor": [
      0.5529,
      0.6,
      0.651,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      661.0,
      556.0,
      38.0,
      17.0
     ],
     "text": "entry"
    }
   },
   {
    "box": {
     "id": "obj-505",
     "maxclass": "number",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      1033.0,
      3044.0,
      44.0,
      22.0
     ],
     "minimum": 1,
     "bgcolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "triangle": 0,
     "presentation": 1,
     "presentation_rect": [
      700.0,
      554.0,
      44.0,
      22.0
     ],
     "outlettype": [
      "",
      "bang"
     ]
    }
   },
   {
    "box": {
     "id": "obj-506",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1033.0,
      3074.0,
      40.0,
      22.0
     ],
     "text": "i 1",
     "outlettype": [
      "int"
     ]
    }
   },
   {
    "box": {
     "id": "obj-507",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1033.0,
      3104.0,
      84.0,
      22.0
     ],
     "text": "loadmess 1",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-508",
     "maxclass": "live.text",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      1163.0,
      3014.0,
      223.0,
      22.0
     ],
     "texton": "Entry",
     "mode": 0,
     "activebgcolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "activebgoncolor": [
      0.498,
      0.851,
      0.3843,
      1.0
     ],
     "activetextcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "activetextoncolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "rounded": 4.0,
     "parameter_enable": 1,
     "varname": "surface_entry",
     "hint": "Sends /event/entry number.",
     "annotation": "Sends /event/entry number.",
     "annotation_name": "Entry",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Entry",
       "parameter_shortname": "Entry",
       "parameter_type": 2,
       "parameter_mmax": 1,
       "parameter_enum": [
        "off",
        "on"
       ],
       "parameter_invisible": 2
      }
     },
     "presentation": 1,
     "presentation_rect": [
      750.0,
      554.0,
      223.0,
      22.0
     ],
     "text": "Entry",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-509",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1163.0,
      3044.0,
      40.0,
      22.0
     ],
     "text": "t b",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-510",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1163.0,
      3074.0,
      154.0,
      22.0
     ],
     "text": "prepend /event/entry",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-511",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1163.0,
      3104.0,
      84.0,
      22.0
     ],
     "text": "s ---fb-do"
    }
   },
   {
    "box": {
     "id": "obj-512",
     "maxclass": "panel",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1163.0,
      3134.0,
      227.0,
      118.0
     ],
     "background": 1,
     "bgcolor": [
      0.102,
      0.1255,
      0.1569,
      1.0
     ],
     "rounded": 6,
     "border": 1,
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "mode": 0,
     "ignoreclick": 1,
     "presentation": 1,
     "presentation_rect": [
      987.0,
      472.0,
      227.0,
      118.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-513",
     "maxclass": "panel",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1163.0,
      3260.0,
      3.0,
      10.0
     ],
     "background": 1,
     "bgcolor": [
      0.5529,
      0.6,
      0.651,
      1.0
     ],
     "rounded": 1,
     "border": 0,
     "mode": 0,
     "ignoreclick": 1,
     "presentation": 1,
     "presentation_rect": [
      995.0,
      479.0,
      3.0,
      10.0
     ]
    }
   },
   {
    "box": {
     "id": "obj-514",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1163.0,
      3290.0,
      209.0,
      19.0
     ],
     "fontsize": 10.5,
     "textcolor": [
      0.5529,
      0.6,
      0.651,
      1.0
     ],
     "textjustification": 0,
     "fontface": 1,
     "presentation": 1,
     "presentation_rect": [
      1000.0,
      474.0,
      209.0,
      19.0
     ],
     "text": "CLIP"
    }
   },
   {
    "box": {
     "id": "obj-515",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1420.0,
      3014.0,
      32.0,
      17.0
     ],
     "fontsize": 9.5,
     "textcolor": [
      0.5529,
      0.6,
      0.651,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      992.0,
      500.0,
      32.0,
      17.0
     ],
     "text": "bars"
    }
   },
   {
    "box": {
     "id": "obj-516",
     "maxclass": "number",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      1420.0,
      3044.0,
      36.0,
      22.0
     ],
     "minimum": 1,
     "maximum": 64,
     "bgcolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "triangle": 0,
     "hint": "How many bars the clip has, at Flowbend's tempo.",
     "presentation": 1,
     "presentation_rect": [
      1025.0,
      498.0,
      36.0,
      22.0
     ],
     "outlettype": [
      "",
      "bang"
     ]
    }
   },
   {
    "box": {
     "id": "obj-517",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1420.0,
      3074.0,
      84.0,
      22.0
     ],
     "text": "loadmess 4",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-518",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1420.0,
      3104.0,
      40.0,
      22.0
     ],
     "text": "i 4",
     "outlettype": [
      "int"
     ]
    }
   },
   {
    "box": {
     "id": "obj-519",
     "maxclass": "live.text",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      1420.0,
      3134.0,
      64.0,
      22.0
     ],
     "texton": "Render clip",
     "mode": 0,
     "activebgcolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "activebgoncolor": [
      0.498,
      0.851,
      0.3843,
      1.0
     ],
     "activetextcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "activetextoncolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "rounded": 4.0,
     "parameter_enable": 1,
     "varname": "surface_render_clip",
     "hint": "Flowbend renders what its controls say now, beside what it plays.",
     "annotation": "Flowbend renders what its controls say now, beside what it plays.",
     "annotation_name": "Render clip",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Render clip",
       "parameter_shortname": "Render clip",
       "parameter_type": 2,
       "parameter_mmax": 1,
       "parameter_enum": [
        "off",
        "on"
       ],
       "parameter_invisible": 2
      }
     },
     "presentation": 1,
     "presentation_rect": [
      1067.0,
      498.0,
      64.0,
      22.0
     ],
     "text": "Render clip",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-520",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1420.0,
      3164.0,
      40.0,
      22.0
     ],
     "text": "t b",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-521",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1420.0,
      3194.0,
      147.0,
      22.0
     ],
     "text": "prepend /event/clip",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-522",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1420.0,
      3224.0,
      84.0,
      22.0
     ],
     "text": "s ---fb-do"
    }
   },
   {
    "box": {
     "id": "obj-523",
     "maxclass": "live.text",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      1597.0,
      3014.0,
      70.0,
      22.0
     ],
     "texton": "Playing",
     "mode": 1,
     "activebgcolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "activebgoncolor": [
      0.498,
      0.851,
      0.3843,
      1.0
     ],
     "activetextcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "activetextoncolor": [
      0.0392,
      0.051,
      0.0627,
      1.0
     ],
     "bordercolor": [
      0.1686,
      0.2039,
      0.251,
      1.0
     ],
     "rounded": 4.0,
     "parameter_enable": 1,
     "varname": "surface_play_clip",
     "hint": "Plays the clip in a loop.",
     "annotation": "Plays the clip in a loop.",
     "annotation_name": "Play clip",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Play clip",
       "parameter_shortname": "Play clip",
       "parameter_type": 2,
       "parameter_mmax": 1,
       "parameter_enum": [
        "off",
        "on"
       ],
       "parameter_invisible": 1
      }
     },
     "presentation": 1,
     "presentation_rect": [
      1136.0,
      498.0,
      70.0,
      22.0
     ],
     "text": "Play clip",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-524",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      1597.0,
      3044.0,
      84.0,
      22.0
     ],
     "text": "r ---fb-in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-525",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      1597.0,
      3074.0,
      91.0,
      22.0
     ],
     "text": "route /clip",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-526",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      1597.0,
      3104.0,
      84.0,
      22.0
     ],
     "text": "zl.slice 1",
     "outlettype": [
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-527",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1597.0,
      3134.0,
      119.0,
      22.0
     ],
     "text": "prepend replace",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-528",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      1597.0,
      3164.0,
      189.0,
      22.0
     ],
     "text": "buffer~ ---fb-clip 1000 2",
     "outlettype": [
      "float",
      "bang"
     ]
    }
   },
   {
    "box": {
     "id": "obj-529",
     "maxclass": "newobj",
     "numinlets": 3,
     "numoutlets": 3,
     "patching_rect": [
      1816.0,
      3014.0,
      63.0,
      22.0
     ],
     "text": "sel 1 0",
     "outlettype": [
      "",
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-530",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1816.0,
      3044.0,
      40.0,
      22.0
     ],
     "text": "0",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-531",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1816.0,
      3074.0,
      42.0,
      22.0
     ],
     "text": "stop",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-532",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1816.0,
      3104.0,
      63.0,
      22.0
     ],
     "text": "sig~ 1.",
     "outlettype": [
      "signal"
     ]
    }
   },
   {
    "box": {
     "id": "obj-533",
     "maxclass": "newobj",
     "numinlets": 3,
     "numoutlets": 3,
     "patching_rect": [
      1816.0,
      3134.0,
      210.0,
      22.0
     ],
     "text": "groove~ ---fb-clip 2 @loop 1",
     "outlettype": [
      "signal",
      "signal",
      "signal"
     ]
    }
   },
   {
    "box": {
     "id": "obj-534",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1816.0,
      3164.0,
      40.0,
      22.0
     ],
     "text": "t b",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-535",
     "maxclass": "live.gain~",
     "numinlets": 2,
     "numoutlets": 5,
     "patching_rect": [
      2056.0,
      3014.0,
      161.0,
      34.0
     ],
     "channels": 2,
     "lastchannelcount": 0,
     "orientation": 1,
     "slidercolor": [
      0.498,
      0.851,
      0.3843,
      1.0
     ],
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "parameter_enable": 1,
     "varname": "surface_clip_level",
     "hint": "How loud the clip is here; Flowbend's own sound does not pass here.",
     "annotation": "How loud the clip is here; Flowbend's own sound does not pass here.",
     "annotation_name": "Clip level",
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "Clip level",
       "parameter_shortname": "Clip",
       "parameter_type": 0,
       "parameter_mmin": -70.0,
       "parameter_mmax": 6.0,
       "parameter_unitstyle": 4,
       "parameter_initial": [
        0.0
       ],
       "parameter_initial_enable": 1
      }
     },
     "presentation": 1,
     "presentation_rect": [
      995.0,
      526.0,
      161.0,
      34.0
     ],
     "outlettype": [
      "signal",
      "signal",
      "",
      "float",
      "list"
     ]
    }
   },
   {
    "box": {
     "id": "obj-536",
     "maxclass": "ezdac~",
     "numinlets": 2,
     "numoutlets": 0,
     "patching_rect": [
      2056.0,
      3056.0,
      40.0,
      40.0
     ],
     "hint": "Starts Max's sound, which the clip needs.",
     "presentation": 1,
     "presentation_rect": [
      1164.0,
      524.0,
      40.0,
      40.0
     ]
    }
   }
  ],
  "lines": [
   {
    "patchline": {
     "source": [
      "obj-5",
      0
     ],
     "destination": [
      "obj-6",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-6",
      0
     ],
     "destination": [
      "obj-7",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-7",
      0
     ],
     "destination": [
      "obj-8",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-8",
      0
     ],
     "destination": [
      "obj-4",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-11",
      0
     ],
     "destination": [
      "obj-12",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-12",
      0
     ],
     "destination": [
      "obj-13",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-13",
      0
     ],
     "destination": [
      "obj-10",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-16",
      0
     ],
     "destination": [
      "obj-17",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-17",
      0
     ],
     "destination": [
      "obj-18",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-18",
      0
     ],
     "destination": [
      "obj-15",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-21",
      0
     ],
     "destination": [
      "obj-22",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-22",
      0
     ],
     "destination": [
      "obj-23",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-23",
      0
     ],
     "destination": [
      "obj-20",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-26",
      0
     ],
     "destination": [
      "obj-27",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-27",
      0
     ],
     "destination": [
      "obj-28",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-28",
      0
     ],
     "destination": [
      "obj-25",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-30",
      0
     ],
     "destination": [
      "obj-31",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-31",
      0
     ],
     "destination": [
      "obj-32",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-32",
      0
     ],
     "destination": [
      "obj-33",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-33",
      0
     ],
     "destination": [
      "obj-29",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-31",
      1
     ],
     "destination": [
      "obj-34",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-34",
      0
     ],
     "destination": [
      "obj-35",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-35",
      0
     ],
     "destination": [
      "obj-29",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-36",
      0
     ],
     "destination": [
      "obj-37",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-39",
      0
     ],
     "destination": [
      "obj-38",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-40",
      0
     ],
     "destination": [
      "obj-41",
      1
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-41",
      0
     ],
     "destination": [
      "obj-learns",
      1
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-learns",
      0
     ],
     "destination": [
      "obj-38",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-43",
      0
     ],
     "destination": [
      "obj-44",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-44",
      0
     ],
     "destination": [
      "obj-45",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-46",
      0
     ],
     "destination": [
      "obj-41",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-45",
      2
     ],
     "destination": [
      "obj-46",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-everything",
      1
     ],
     "destination": [
      "obj-49",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-everything",
      0
     ],
     "destination": [
      "obj-50",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-45",
      0
     ],
     "destination": [
      "obj-52",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-52",
      0
     ],
     "destination": [
      "obj-51",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-51",
      0
     ],
     "destination": [
      "obj-53",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-53",
      0
     ],
     "destination": [
      "obj-38",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-54",
      0
     ],
     "destination": [
      "obj-55",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-55",
      0
     ],
     "destination": [
      "obj-learns",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-learns",
      1
     ],
     "destination": [
      "obj-56",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-56",
      0
     ],
     "destination": [
      "obj-57",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-57",
      1
     ],
     "destination": [
      "obj-58",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-58",
      1
     ],
     "destination": [
      "obj-59",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-59",
      0
     ],
     "destination": [
      "obj-60",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-58",
      0
     ],
     "destination": [
      "obj-61",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-61",
      0
     ],
     "destination": [
      "obj-54",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-62",
      0
     ],
     "destination": [
      "obj-63",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-63",
      0
     ],
     "destination": [
      "obj-everything",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-67",
      0
     ],
     "destination": [
      "obj-68",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-68",
      0
     ],
     "destination": [
      "obj-69",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-69",
      0
     ],
     "destination": [
      "obj-seed_a",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-70",
      0
     ],
     "destination": [
      "obj-seed_a",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-seed_a",
      0
     ],
     "destination": [
      "obj-74",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-74",
      0
     ],
     "destination": [
      "obj-73",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-73",
      0
     ],
     "destination": [
      "obj-75",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-76",
      0
     ],
     "destination": [
      "obj-77",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-77",
      0
     ],
     "destination": [
      "obj-78",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-78",
      0
     ],
     "destination": [
      "obj-seed_b",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-79",
      0
     ],
     "destination": [
      "obj-seed_b",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-seed_b",
      0
     ],
     "destination": [
      "obj-83",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-83",
      0
     ],
     "destination": [
      "obj-82",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-82",
      0
     ],
     "destination": [
      "obj-84",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-85",
      0
     ],
     "destination": [
      "obj-86",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-86",
      0
     ],
     "destination": [
      "obj-87",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-87",
      0
     ],
     "destination": [
      "obj-instrument_a",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-88",
      0
     ],
     "destination": [
      "obj-instrument_a",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-instrument_a",
      0
     ],
     "destination": [
      "obj-91",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-91",
      0
     ],
     "destination": [
      "obj-92",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-93",
      0
     ],
     "destination": [
      "obj-94",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-94",
      0
     ],
     "destination": [
      "obj-95",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-95",
      0
     ],
     "destination": [
      "obj-instrument_b",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-96",
      0
     ],
     "destination": [
      "obj-instrument_b",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-instrument_b",
      0
     ],
     "destination": [
      "obj-99",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-99",
      0
     ],
     "destination": [
      "obj-100",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-101",
      0
     ],
     "destination": [
      "obj-102",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-102",
      0
     ],
     "destination": [
      "obj-103",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-103",
      0
     ],
     "destination": [
      "obj-morph",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-104",
      0
     ],
     "destination": [
      "obj-morph",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-morph",
      0
     ],
     "destination": [
      "obj-106",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-106",
      0
     ],
     "destination": [
      "obj-107",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-111",
      0
     ],
     "destination": [
      "obj-112",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-112",
      0
     ],
     "destination": [
      "obj-113",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-113",
      0
     ],
     "destination": [
      "obj-guidance",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-114",
      0
     ],
     "destination": [
      "obj-guidance",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-guidance",
      0
     ],
     "destination": [
      "obj-116",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-116",
      0
     ],
     "destination": [
      "obj-117",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-118",
      0
     ],
     "destination": [
      "obj-119",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-119",
      0
     ],
     "destination": [
      "obj-120",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-120",
      0
     ],
     "destination": [
      "obj-temperature",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-121",
      0
     ],
     "destination": [
      "obj-temperature",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-temperature",
      0
     ],
     "destination": [
      "obj-123",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-123",
      0
     ],
     "destination": [
      "obj-124",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-125",
      0
     ],
     "destination": [
      "obj-126",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-126",
      0
     ],
     "destination": [
      "obj-127",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-127",
      0
     ],
     "destination": [
      "obj-steps",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-128",
      0
     ],
     "destination": [
      "obj-steps",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-steps",
      0
     ],
     "destination": [
      "obj-130",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-130",
      0
     ],
     "destination": [
      "obj-131",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-132",
      0
     ],
     "destination": [
      "obj-133",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-133",
      0
     ],
     "destination": [
      "obj-134",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-134",
      0
     ],
     "destination": [
      "obj-gain",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-135",
      0
     ],
     "destination": [
      "obj-gain",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-gain",
      0
     ],
     "destination": [
      "obj-137",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-137",
      0
     ],
     "destination": [
      "obj-138",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-142",
      0
     ],
     "destination": [
      "obj-143",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-143",
      0
     ],
     "destination": [
      "obj-144",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-144",
      0
     ],
     "destination": [
      "obj-rms_mode",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-145",
      0
     ],
     "destination": [
      "obj-rms_mode",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-rms_mode",
      0
     ],
     "destination": [
      "obj-148",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-148",
      0
     ],
     "destination": [
      "obj-149",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-150",
      0
     ],
     "destination": [
      "obj-151",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-151",
      0
     ],
     "destination": [
      "obj-152",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-152",
      0
     ],
     "destination": [
      "obj-rms",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-153",
      0
     ],
     "destination": [
      "obj-rms",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-rms",
      0
     ],
     "destination": [
      "obj-155",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-155",
      0
     ],
     "destination": [
      "obj-156",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-159",
      0
     ],
     "destination": [
      "obj-160",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-160",
      0
     ],
     "destination": [
      "obj-161",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-161",
      0
     ],
     "destination": [
      "obj-162",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-162",
      0
     ],
     "destination": [
      "obj-157",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-160",
      1
     ],
     "destination": [
      "obj-163",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-163",
      0
     ],
     "destination": [
      "obj-164",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-164",
      0
     ],
     "destination": [
      "obj-157",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-168",
      0
     ],
     "destination": [
      "obj-169",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-169",
      0
     ],
     "destination": [
      "obj-170",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-170",
      0
     ],
     "destination": [
      "obj-brightness_mode",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-171",
      0
     ],
     "destination": [
      "obj-brightness_mode",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-brightness_mode",
      0
     ],
     "destination": [
      "obj-174",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-174",
      0
     ],
     "destination": [
      "obj-175",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-176",
      0
     ],
     "destination": [
      "obj-177",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-177",
      0
     ],
     "destination": [
      "obj-178",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-178",
      0
     ],
     "destination": [
      "obj-brightness",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-179",
      0
     ],
     "destination": [
      "obj-brightness",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-brightness",
      0
     ],
     "destination": [
      "obj-181",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-181",
      0
     ],
     "destination": [
      "obj-182",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-185",
      0
     ],
     "destination": [
      "obj-186",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-186",
      0
     ],
     "destination": [
      "obj-187",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-187",
      0
     ],
     "destination": [
      "obj-188",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-188",
      0
     ],
     "destination": [
      "obj-183",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-186",
      1
     ],
     "destination": [
      "obj-189",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-189",
      0
     ],
     "destination": [
      "obj-190",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-190",
      0
     ],
     "destination": [
      "obj-183",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-194",
      0
     ],
     "destination": [
      "obj-195",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-195",
      0
     ],
     "destination": [
      "obj-196",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-196",
      0
     ],
     "destination": [
      "obj-noisiness_mode",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-197",
      0
     ],
     "destination": [
      "obj-noisiness_mode",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-noisiness_mode",
      0
     ],
     "destination": [
      "obj-200",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-200",
      0
     ],
     "destination": [
      "obj-201",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-202",
      0
     ],
     "destination": [
      "obj-203",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-203",
      0
     ],
     "destination": [
      "obj-204",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-204",
      0
     ],
     "destination": [
      "obj-noisiness",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-205",
      0
     ],
     "destination": [
      "obj-noisiness",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-noisiness",
      0
     ],
     "destination": [
      "obj-207",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-207",
      0
     ],
     "destination": [
      "obj-208",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-211",
      0
     ],
     "destination": [
      "obj-212",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-212",
      0
     ],
     "destination": [
      "obj-213",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-213",
      0
     ],
     "destination": [
      "obj-214",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-214",
      0
     ],
     "destination": [
      "obj-209",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-212",
      1
     ],
     "destination": [
      "obj-215",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-215",
      0
     ],
     "destination": [
      "obj-216",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-216",
      0
     ],
     "destination": [
      "obj-209",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-220",
      0
     ],
     "destination": [
      "obj-221",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-221",
      0
     ],
     "destination": [
      "obj-222",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-222",
      0
     ],
     "destination": [
      "obj-notes_mode",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-223",
      0
     ],
     "destination": [
      "obj-notes_mode",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-notes_mode",
      0
     ],
     "destination": [
      "obj-226",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-226",
      0
     ],
     "destination": [
      "obj-227",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-228",
      0
     ],
     "destination": [
      "obj-229",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-229",
      0
     ],
     "destination": [
      "obj-230",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-230",
      0
     ],
     "destination": [
      "obj-bend",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-231",
      0
     ],
     "destination": [
      "obj-bend",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-bend",
      0
     ],
     "destination": [
      "obj-233",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-233",
      0
     ],
     "destination": [
      "obj-234",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-237",
      0
     ],
     "destination": [
      "obj-238",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-238",
      0
     ],
     "destination": [
      "obj-239",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-239",
      0
     ],
     "destination": [
      "obj-240",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-240",
      0
     ],
     "destination": [
      "obj-235",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-238",
      1
     ],
     "destination": [
      "obj-241",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-241",
      0
     ],
     "destination": [
      "obj-242",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-242",
      0
     ],
     "destination": [
      "obj-235",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-246",
      0
     ],
     "destination": [
      "obj-247",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-247",
      0
     ],
     "destination": [
      "obj-248",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-248",
      0
     ],
     "destination": [
      "obj-onset_mode",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-249",
      0
     ],
     "destination": [
      "obj-onset_mode",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-onset_mode",
      0
     ],
     "destination": [
      "obj-252",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-252",
      0
     ],
     "destination": [
      "obj-253",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-254",
      0
     ],
     "destination": [
      "obj-255",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-255",
      0
     ],
     "destination": [
      "obj-256",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-256",
      0
     ],
     "destination": [
      "obj-pattern_step",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-257",
      0
     ],
     "destination": [
      "obj-pattern_step",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-pattern_step",
      0
     ],
     "destination": [
      "obj-260",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-260",
      0
     ],
     "destination": [
      "obj-261",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-262",
      0
     ],
     "destination": [
      "obj-263",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-263",
      0
     ],
     "destination": [
      "obj-264",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-264",
      0
     ],
     "destination": [
      "obj-onset",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-265",
      0
     ],
     "destination": [
      "obj-onset",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-onset",
      0
     ],
     "destination": [
      "obj-267",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-267",
      0
     ],
     "destination": [
      "obj-268",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-269",
      0
     ],
     "destination": [
      "obj-270",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-270",
      0
     ],
     "destination": [
      "obj-271",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-271",
      0
     ],
     "destination": [
      "obj-onset_rate",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-272",
      0
     ],
     "destination": [
      "obj-onset_rate",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-onset_rate",
      0
     ],
     "destination": [
      "obj-274",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-274",
      0
     ],
     "destination": [
      "obj-275",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      0
     ],
     "destination": [
      "obj-277",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-277",
      0
     ],
     "destination": [
      "obj-278",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-278",
      0
     ],
     "destination": [
      "obj-pattern_pulses",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-279",
      0
     ],
     "destination": [
      "obj-pattern_pulses",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-pattern_pulses",
      0
     ],
     "destination": [
      "obj-281",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-281",
      0
     ],
     "destination": [
      "obj-282",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-283",
      0
     ],
     "destination": [
      "obj-284",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-284",
      0
     ],
     "destination": [
      "obj-285",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-285",
      0
     ],
     "destination": [
      "obj-pattern_steps",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-286",
      0
     ],
     "destination": [
      "obj-pattern_steps",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-pattern_steps",
      0
     ],
     "destination": [
      "obj-288",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-288",
      0
     ],
     "destination": [
      "obj-289",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-290",
      0
     ],
     "destination": [
      "obj-291",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-291",
      0
     ],
     "destination": [
      "obj-292",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-292",
      0
     ],
     "destination": [
      "obj-pattern_rotation",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-293",
      0
     ],
     "destination": [
      "obj-pattern_rotation",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-pattern_rotation",
      0
     ],
     "destination": [
      "obj-295",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-295",
      0
     ],
     "destination": [
      "obj-296",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-297",
      0
     ],
     "destination": [
      "obj-298",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-298",
      0
     ],
     "destination": [
      "obj-299",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-299",
      0
     ],
     "destination": [
      "obj-pattern_swing",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-300",
      0
     ],
     "destination": [
      "obj-pattern_swing",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-pattern_swing",
      0
     ],
     "destination": [
      "obj-302",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-302",
      0
     ],
     "destination": [
      "obj-303",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-306",
      0
     ],
     "destination": [
      "obj-307",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-307",
      0
     ],
     "destination": [
      "obj-308",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-308",
      0
     ],
     "destination": [
      "obj-309",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-309",
      0
     ],
     "destination": [
      "obj-304",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-307",
      1
     ],
     "destination": [
      "obj-310",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-310",
      0
     ],
     "destination": [
      "obj-311",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-311",
      0
     ],
     "destination": [
      "obj-304",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-315",
      0
     ],
     "destination": [
      "obj-316",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-316",
      0
     ],
     "destination": [
      "obj-317",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-317",
      0
     ],
     "destination": [
      "obj-loop",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-318",
      0
     ],
     "destination": [
      "obj-loop",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-loop",
      0
     ],
     "destination": [
      "obj-320",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-320",
      0
     ],
     "destination": [
      "obj-321",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-322",
      0
     ],
     "destination": [
      "obj-323",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-323",
      0
     ],
     "destination": [
      "obj-324",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-324",
      0
     ],
     "destination": [
      "obj-loop_length",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-325",
      0
     ],
     "destination": [
      "obj-loop_length",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-loop_length",
      0
     ],
     "destination": [
      "obj-327",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-327",
      0
     ],
     "destination": [
      "obj-328",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-329",
      0
     ],
     "destination": [
      "obj-330",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-330",
      0
     ],
     "destination": [
      "obj-331",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-331",
      0
     ],
     "destination": [
      "obj-loop_beats",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-332",
      0
     ],
     "destination": [
      "obj-loop_beats",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-loop_beats",
      0
     ],
     "destination": [
      "obj-334",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-334",
      0
     ],
     "destination": [
      "obj-335",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-336",
      0
     ],
     "destination": [
      "obj-337",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-337",
      0
     ],
     "destination": [
      "obj-338",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-338",
      0
     ],
     "destination": [
      "obj-tempo",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-339",
      0
     ],
     "destination": [
      "obj-tempo",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-tempo",
      0
     ],
     "destination": [
      "obj-341",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-341",
      0
     ],
     "destination": [
      "obj-342",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-343",
      0
     ],
     "destination": [
      "obj-344",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-344",
      0
     ],
     "destination": [
      "obj-345",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-345",
      0
     ],
     "destination": [
      "obj-beat_offset",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-346",
      0
     ],
     "destination": [
      "obj-beat_offset",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-beat_offset",
      0
     ],
     "destination": [
      "obj-348",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-348",
      0
     ],
     "destination": [
      "obj-349",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-353",
      0
     ],
     "destination": [
      "obj-354",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-354",
      0
     ],
     "destination": [
      "obj-355",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-355",
      0
     ],
     "destination": [
      "obj-quantise",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-356",
      0
     ],
     "destination": [
      "obj-quantise",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-quantise",
      0
     ],
     "destination": [
      "obj-359",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-359",
      0
     ],
     "destination": [
      "obj-360",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-361",
      0
     ],
     "destination": [
      "obj-362",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-362",
      0
     ],
     "destination": [
      "obj-363",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-363",
      0
     ],
     "destination": [
      "obj-snapshot_from",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-364",
      0
     ],
     "destination": [
      "obj-snapshot_from",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-snapshot_from",
      0
     ],
     "destination": [
      "obj-366",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-366",
      0
     ],
     "destination": [
      "obj-367",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-368",
      0
     ],
     "destination": [
      "obj-369",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-369",
      0
     ],
     "destination": [
      "obj-370",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-370",
      0
     ],
     "destination": [
      "obj-snapshot_to",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-371",
      0
     ],
     "destination": [
      "obj-snapshot_to",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-snapshot_to",
      0
     ],
     "destination": [
      "obj-373",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-373",
      0
     ],
     "destination": [
      "obj-374",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-375",
      0
     ],
     "destination": [
      "obj-376",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-376",
      0
     ],
     "destination": [
      "obj-377",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-377",
      0
     ],
     "destination": [
      "obj-snapshot_morph",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-378",
      0
     ],
     "destination": [
      "obj-snapshot_morph",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-snapshot_morph",
      0
     ],
     "destination": [
      "obj-380",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-380",
      0
     ],
     "destination": [
      "obj-381",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-385",
      0
     ],
     "destination": [
      "obj-386",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-386",
      0
     ],
     "destination": [
      "obj-387",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-387",
      0
     ],
     "destination": [
      "obj-listen_pitch",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-388",
      0
     ],
     "destination": [
      "obj-listen_pitch",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-listen_pitch",
      0
     ],
     "destination": [
      "obj-390",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-390",
      0
     ],
     "destination": [
      "obj-391",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-392",
      0
     ],
     "destination": [
      "obj-393",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-393",
      0
     ],
     "destination": [
      "obj-394",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-394",
      0
     ],
     "destination": [
      "obj-listen_gain",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-395",
      0
     ],
     "destination": [
      "obj-listen_gain",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-listen_gain",
      0
     ],
     "destination": [
      "obj-397",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-397",
      0
     ],
     "destination": [
      "obj-398",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-399",
      0
     ],
     "destination": [
      "obj-400",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-400",
      0
     ],
     "destination": [
      "obj-401",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-401",
      0
     ],
     "destination": [
      "obj-listen_attack",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-402",
      0
     ],
     "destination": [
      "obj-listen_attack",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-listen_attack",
      0
     ],
     "destination": [
      "obj-404",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-404",
      0
     ],
     "destination": [
      "obj-405",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-406",
      0
     ],
     "destination": [
      "obj-407",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-407",
      0
     ],
     "destination": [
      "obj-408",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-408",
      0
     ],
     "destination": [
      "obj-listen_release",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-409",
      0
     ],
     "destination": [
      "obj-listen_release",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-listen_release",
      0
     ],
     "destination": [
      "obj-411",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-411",
      0
     ],
     "destination": [
      "obj-412",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-416",
      0
     ],
     "destination": [
      "obj-417",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-417",
      0
     ],
     "destination": [
      "obj-418",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-418",
      0
     ],
     "destination": [
      "obj-419",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-420",
      0
     ],
     "destination": [
      "obj-421",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-421",
      0
     ],
     "destination": [
      "obj-422",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-422",
      0
     ],
     "destination": [
      "obj-423",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-424",
      0
     ],
     "destination": [
      "obj-425",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-425",
      0
     ],
     "destination": [
      "obj-426",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-426",
      0
     ],
     "destination": [
      "obj-427",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-428",
      0
     ],
     "destination": [
      "obj-429",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-429",
      0
     ],
     "destination": [
      "obj-430",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-430",
      0
     ],
     "destination": [
      "obj-431",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-432",
      0
     ],
     "destination": [
      "obj-433",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-433",
      0
     ],
     "destination": [
      "obj-434",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-434",
      0
     ],
     "destination": [
      "obj-435",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-436",
      0
     ],
     "destination": [
      "obj-437",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-437",
      0
     ],
     "destination": [
      "obj-438",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-438",
      0
     ],
     "destination": [
      "obj-439",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-440",
      0
     ],
     "destination": [
      "obj-441",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-441",
      0
     ],
     "destination": [
      "obj-442",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-442",
      0
     ],
     "destination": [
      "obj-443",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-444",
      0
     ],
     "destination": [
      "obj-445",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-445",
      0
     ],
     "destination": [
      "obj-446",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-446",
      0
     ],
     "destination": [
      "obj-447",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-448",
      0
     ],
     "destination": [
      "obj-449",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-449",
      0
     ],
     "destination": [
      "obj-450",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-450",
      0
     ],
     "destination": [
      "obj-451",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-452",
      0
     ],
     "destination": [
      "obj-453",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-453",
      0
     ],
     "destination": [
      "obj-454",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-454",
      0
     ],
     "destination": [
      "obj-455",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-456",
      0
     ],
     "destination": [
      "obj-457",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-457",
      0
     ],
     "destination": [
      "obj-458",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-458",
      0
     ],
     "destination": [
      "obj-459",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-463",
      0
     ],
     "destination": [
      "obj-464",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-463",
      1
     ],
     "destination": [
      "obj-464",
      1
     ],
     "order": 1
    }
   },
   {
    "patchline": {
     "source": [
      "obj-464",
      0
     ],
     "destination": [
      "obj-466",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-464",
      1
     ],
     "destination": [
      "obj-465",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-465",
      0
     ],
     "destination": [
      "obj-466",
      1
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-466",
      0
     ],
     "destination": [
      "obj-467",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-467",
      0
     ],
     "destination": [
      "obj-468",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-473",
      0
     ],
     "destination": [
      "obj-475",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-475",
      0
     ],
     "destination": [
      "obj-476",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-476",
      0
     ],
     "destination": [
      "obj-474",
      1
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-477",
      0
     ],
     "destination": [
      "obj-478",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-478",
      0
     ],
     "destination": [
      "obj-474",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-474",
      0
     ],
     "destination": [
      "obj-479",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-479",
      0
     ],
     "destination": [
      "obj-480",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-476",
      0
     ],
     "destination": [
      "obj-483",
      1
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-481",
      0
     ],
     "destination": [
      "obj-482",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-482",
      0
     ],
     "destination": [
      "obj-483",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-483",
      0
     ],
     "destination": [
      "obj-484",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-484",
      0
     ],
     "destination": [
      "obj-485",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-476",
      0
     ],
     "destination": [
      "obj-488",
      1
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-486",
      0
     ],
     "destination": [
      "obj-487",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-487",
      0
     ],
     "destination": [
      "obj-488",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-488",
      0
     ],
     "destination": [
      "obj-489",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-489",
      0
     ],
     "destination": [
      "obj-490",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-492",
      0
     ],
     "destination": [
      "obj-493",
      1
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-494",
      0
     ],
     "destination": [
      "obj-492",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-495",
      0
     ],
     "destination": [
      "obj-496",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-496",
      0
     ],
     "destination": [
      "obj-493",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-493",
      0
     ],
     "destination": [
      "obj-497",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-497",
      0
     ],
     "destination": [
      "obj-498",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-492",
      0
     ],
     "destination": [
      "obj-501",
      1
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-499",
      0
     ],
     "destination": [
      "obj-500",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-500",
      0
     ],
     "destination": [
      "obj-501",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-501",
      0
     ],
     "destination": [
      "obj-502",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-502",
      0
     ],
     "destination": [
      "obj-503",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-505",
      0
     ],
     "destination": [
      "obj-506",
      1
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-507",
      0
     ],
     "destination": [
      "obj-505",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-508",
      0
     ],
     "destination": [
      "obj-509",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-509",
      0
     ],
     "destination": [
      "obj-506",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-506",
      0
     ],
     "destination": [
      "obj-510",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-510",
      0
     ],
     "destination": [
      "obj-511",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-517",
      0
     ],
     "destination": [
      "obj-516",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-516",
      0
     ],
     "destination": [
      "obj-518",
      1
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-519",
      0
     ],
     "destination": [
      "obj-520",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-520",
      0
     ],
     "destination": [
      "obj-518",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-518",
      0
     ],
     "destination": [
      "obj-521",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-521",
      0
     ],
     "destination": [
      "obj-522",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-524",
      0
     ],
     "destination": [
      "obj-525",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-525",
      0
     ],
     "destination": [
      "obj-526",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-526",
      0
     ],
     "destination": [
      "obj-527",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-527",
      0
     ],
     "destination": [
      "obj-528",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-523",
      0
     ],
     "destination": [
      "obj-529",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-529",
      0
     ],
     "destination": [
      "obj-530",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-529",
      1
     ],
     "destination": [
      "obj-531",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-530",
      0
     ],
     "destination": [
      "obj-533",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-531",
      0
     ],
     "destination": [
      "obj-533",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-532",
      0
     ],
     "destination": [
      "obj-533",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-528",
      1
     ],
     "destination": [
      "obj-534",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-534",
      0
     ],
     "destination": [
      "obj-530",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-533",
      0
     ],
     "destination": [
      "obj-535",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-535",
      0
     ],
     "destination": [
      "obj-536",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-533",
      1
     ],
     "destination": [
      "obj-535",
      1
     ],
     "order": 1
    }
   },
   {
    "patchline": {
     "source": [
      "obj-535",
      1
     ],
     "destination": [
      "obj-536",
      1
     ],
     "order": 1
    }
   }
  ],
  "dependency_cache": [],
  "autosave": 0,
  "editing_bgcolor": [
   0.0588,
   0.0745,
   0.0941,
   1.0
  ],
  "locked_bgcolor": [
   0.0588,
   0.0745,
   0.0941,
   1.0
  ],
  "parameters": {
   "obj-54": [
    "Learn",
    "Learn",
    0
   ],
   "obj-62": [
    "Send all",
    "Send all",
    0
   ],
   "obj-seed_a": [
    "Seed A",
    "Seed A",
    0
   ],
   "obj-seed_b": [
    "Seed B",
    "Seed B",
    0
   ],
   "obj-instrument_a": [
    "Instrument A",
    "Instrument A",
    0
   ],
   "obj-instrument_b": [
    "Instrument B",
    "Instrument B",
    0
   ],
   "obj-morph": [
    "Morph",
    "Morph",
    0
   ],
   "obj-guidance": [
    "Guidance",
    "Guidance",
    0
   ],
   "obj-temperature": [
    "Temperature",
    "Temperature",
    0
   ],
   "obj-steps": [
    "Steps",
    "Steps",
    0
   ],
   "obj-gain": [
    "Gain",
    "Gain",
    0
   ],
   "obj-rms_mode": [
    "Loudness mode",
    "Mode",
    0
   ],
   "obj-rms": [
    "Loudness",
    "Loudness",
    0
   ],
   "obj-brightness_mode": [
    "Brightness mode",
    "Mode",
    0
   ],
   "obj-brightness": [
    "Brightness",
    "Brightness",
    0
   ],
   "obj-noisiness_mode": [
    "Noisiness mode",
    "Mode",
    0
   ],
   "obj-noisiness": [
    "Noisiness",
    "Noisiness",
    0
   ],
   "obj-notes_mode": [
    "Notes mode",
    "Mode",
    0
   ],
   "obj-bend": [
    "Pitch bend",
    "Bend",
    0
   ],
   "obj-onset_mode": [
    "Attack mode",
    "Mode",
    0
   ],
   "obj-pattern_step": [
    "Pattern step",
    "Step",
    0
   ],
   "obj-onset": [
    "Attack strength",
    "Strength",
    0
   ],
   "obj-onset_rate": [
    "Attack rate",
    "Rate",
    0
   ],
   "obj-pattern_pulses": [
    "Pattern pulses",
    "Pulses",
    0
   ],
   "obj-pattern_steps": [
    "Pattern steps",
    "Steps",
    0
   ],
   "obj-pattern_rotation": [
    "Pattern rotation",
    "Rotation",
    0
   ],
   "obj-pattern_swing": [
    "Pattern swing",
    "Swing",
    0
   ],
   "obj-loop": [
    "Loop",
    "Loop",
    0
   ],
   "obj-loop_length": [
    "Loop length",
    "Loop length",
    0
   ],
   "obj-loop_beats": [
    "Loop beats",
    "Loop beats",
    0
   ],
   "obj-tempo": [
    "Tempo",
    "Tempo",
    0
   ],
   "obj-beat_offset": [
    "Beat offset",
    "Beat offset",
    0
   ],
   "obj-quantise": [
    "Quantise",
    "Quantise",
    0
   ],
   "obj-snapshot_from": [
    "Snapshot from",
    "From",
    0
   ],
   "obj-snapshot_to": [
    "Snapshot to",
    "To",
    0
   ],
   "obj-snapshot_morph": [
    "Snapshot morph",
    "Morph",
    0
   ],
   "obj-listen_pitch": [
    "Listening pitch",
    "Pitch",
    0
   ],
   "obj-listen_gain": [
    "Listening gain",
    "Gain",
    0
   ],
   "obj-listen_attack": [
    "Listening attack",
    "Attack",
    0
   ],
   "obj-listen_release": [
    "Listening release",
    "Release",
    0
   ],
   "obj-416": [
    "All notes off",
    "All notes off",
    0
   ],
   "obj-420": [
    "Reset",
    "Reset",
    0
   ],
   "obj-424": [
    "New seed",
    "New seed",
    0
   ],
   "obj-428": [
    "Next",
    "Next",
    0
   ],
   "obj-432": [
    "Previous",
    "Previous",
    0
   ],
   "obj-436": [
    "Tap",
    "Tap",
    0
   ],
   "obj-440": [
    "Start",
    "Start",
    0
   ],
   "obj-444": [
    "Continue",
    "Continue",
    0
   ],
   "obj-448": [
    "Stop",
    "Stop",
    0
   ],
   "obj-452": [
    "Strike",
    "Strike",
    0
   ],
   "obj-456": [
    "PANIC",
    "PANIC",
    0
   ],
   "obj-477": [
    "Preset",
    "Preset",
    0
   ],
   "obj-481": [
    "Preset save",
    "Preset save",
    0
   ],
   "obj-486": [
    "Set list",
    "Set list",
    0
   ],
   "obj-495": [
    "Snapshot",
    "Snapshot",
    0
   ],
   "obj-499": [
    "Snapshot store",
    "Snapshot store",
    0
   ],
   "obj-508": [
    "Entry",
    "Entry",
    0
   ],
   "obj-519": [
    "Render clip",
    "Render clip",
    0
   ],
   "obj-523": [
    "Play clip",
    "Play clip",
    0
   ],
   "obj-535": [
    "Clip level",
    "Clip",
    0
   ],
   "parameterbanks": {
    "0": {
     "index": 0,
     "name": "Morph",
     "parameters": [
      "Morph",
      "Seed A",
      "Seed B",
      "Instrument A",
      "Instrument B",
      "-",
      "-",
      "-"
     ]
    },
    "1": {
     "index": 1,
     "name": "Model",
     "parameters": [
      "Guidance",
      "Temperature",
      "Steps",
      "Gain",
      "-",
      "-",
      "-",
      "-"
     ]
    },
    "2": {
     "index": 2,
     "name": "Loudness",
     "parameters": [
      "Loudness",
      "Loudness mode",
      "-",
      "-",
      "-",
      "-",
      "-",
      "-"
     ]
    },
    "3": {
     "index": 3,
     "name": "Brightness",
     "parameters": [
      "Brightness",
      "Brightness mode",
      "-",
      "-",
      "-",
      "-",
      "-",
      "-"
     ]
    },
    "4": {
     "index": 4,
     "name": "Noisiness",
     "parameters": [
      "Noisiness",
      "Noisiness mode",
      "-",
      "-",
      "-",
      "-",
      "-",
      "-"
     ]
    },
    "5": {
     "index": 5,
     "name": "Notes",
     "parameters": [
      "Notes mode",
      "Pitch bend",
      "-",
      "-",
      "-",
      "-",
      "-",
      "-"
     ]
    },
    "6": {
     "index": 6,
     "name": "Attacks",
     "parameters": [
      "Attack strength",
      "Attack rate",
      "Attack mode",
      "Pattern pulses",
      "Pattern steps",
      "Pattern rotation",
      "Pattern step",
      "Pattern swing"
     ]
    },
    "7": {
     "index": 7,
     "name": "Time",
     "parameters": [
      "Loop",
      "Loop length",
      "Loop beats",
      "Tempo",
      "Beat offset",
      "-",
      "-",
      "-"
     ]
    },
    "8": {
     "index": 8,
     "name": "Snapshots",
     "parameters": [
      "Snapshot from",
      "Snapshot to",
      "Snapshot morph",
      "Quantise",
      "-",
      "-",
      "-",
      "-"
     ]
    },
    "9": {
     "index": 9,
     "name": "Listening",
     "parameters": [
      "Listening gain",
      "Listening attack",
      "Listening release",
      "Listening pitch",
      "-",
      "-",
      "-",
      "-"
     ]
    }
   },
   "inherited_shortname": 1
  }
 }
}
