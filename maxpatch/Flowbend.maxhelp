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
   900,
   1360
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
      400.0,
      36.0
     ],
     "fontsize": 22.0,
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
      20.0,
      14.0,
      400.0,
      36.0
     ],
     "text": "Flowbend in Max"
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
      64.0,
      860.0,
      18.0
     ],
     "fontsize": 11.0,
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
      20.0,
      56.0,
      860.0,
      18.0
     ],
     "text": "1  In a terminal: flowbend play.  2  Open Flowbend.maxpat, or put Flowbend.amxd on a MIDI track.  3  Touch a dial."
    }
   },
   {
    "box": {
     "id": "obj-3",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      94.0,
      860.0,
      18.0
     ],
     "fontsize": 11.0,
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
      20.0,
      78.0,
      860.0,
      18.0
     ],
     "text": "Three objects are enough for a patch of your own:"
    }
   },
   {
    "box": {
     "id": "obj-4",
     "maxclass": "flonum",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      20.0,
      124.0,
      60.0,
      22.0
     ],
     "numdecimalplaces": 1,
     "presentation": 1,
     "presentation_rect": [
      24.0,
      100.0,
      60.0,
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
     "id": "obj-5",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      154.0,
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
     "id": "obj-6",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      184.0,
      168.0,
      22.0
     ],
     "text": "udpsend 127.0.0.1 9000"
    }
   },
   {
    "box": {
     "id": "obj-7",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      214.0,
      700.0,
      18.0
     ],
     "fontsize": 11.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      96.0,
      102.0,
      700.0,
      18.0
     ],
     "text": "[flonum] - [prepend /param/guidance] - [udpsend 127.0.0.1 9000]  (unlock to see)"
    }
   },
   {
    "box": {
     "id": "obj-8",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      244.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      136.0,
      190.0,
      18.0
     ],
     "text": "/param/guidance"
    }
   },
   {
    "box": {
     "id": "obj-9",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      274.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      136.0,
      660.0,
      18.0
     ],
     "text": "How strictly the model obeys instrument, notes and lanes; 1 is plain, in one pass. (guidance: 0.5 to 6 x)"
    }
   },
   {
    "box": {
     "id": "obj-10",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      304.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      156.0,
      190.0,
      18.0
     ],
     "text": "/param/morph"
    }
   },
   {
    "box": {
     "id": "obj-11",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      334.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      156.0,
      660.0,
      18.0
     ],
     "text": "From seed and instrument A (0) to seed and instrument B (1), without a seam. (morph: 0 to 1)"
    }
   },
   {
    "box": {
     "id": "obj-12",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      364.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      176.0,
      190.0,
      18.0
     ],
     "text": "/param/seed_a"
    }
   },
   {
    "box": {
     "id": "obj-13",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      394.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      176.0,
      660.0,
      18.0
     ],
     "text": "Which noise the sound at A grows from; the same seed gives the same music. (seed_a: 0 to 65535)"
    }
   },
   {
    "box": {
     "id": "obj-14",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      424.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      196.0,
      190.0,
      18.0
     ],
     "text": "/param/seed_b"
    }
   },
   {
    "box": {
     "id": "obj-15",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      454.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      196.0,
      660.0,
      18.0
     ],
     "text": "Which noise the sound at B grows from. (seed_b: 0 to 65535)"
    }
   },
   {
    "box": {
     "id": "obj-16",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      484.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      216.0,
      190.0,
      18.0
     ],
     "text": "/param/instrument_a"
    }
   },
   {
    "box": {
     "id": "obj-17",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      514.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      216.0,
      660.0,
      18.0
     ],
     "text": "The instrument at A, by its position in the model's list or by name. (instrument_a: 0 to 63)"
    }
   },
   {
    "box": {
     "id": "obj-18",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      544.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      236.0,
      190.0,
      18.0
     ],
     "text": "/param/instrument_b"
    }
   },
   {
    "box": {
     "id": "obj-19",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      574.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      236.0,
      660.0,
      18.0
     ],
     "text": "The instrument at B, by its position in the model's list or by name. (instrument_b: 0 to 63)"
    }
   },
   {
    "box": {
     "id": "obj-20",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      604.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      256.0,
      190.0,
      18.0
     ],
     "text": "/param/rms"
    }
   },
   {
    "box": {
     "id": "obj-21",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      634.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      256.0,
      660.0,
      18.0
     ],
     "text": "How loud the model is asked to play: the RMS level of its sound, before gain. (rms: -60 to 0 dB)"
    }
   },
   {
    "box": {
     "id": "obj-22",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      664.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      276.0,
      190.0,
      18.0
     ],
     "text": "/param/rms_mode"
    }
   },
   {
    "box": {
     "id": "obj-23",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      694.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      276.0,
      660.0,
      18.0
     ],
     "text": "Who decides the loudness: the model, the knob, or a curve or ear. (rms_mode: free, held, driven)"
    }
   },
   {
    "box": {
     "id": "obj-24",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      724.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      296.0,
      190.0,
      18.0
     ],
     "text": "/param/onset"
    }
   },
   {
    "box": {
     "id": "obj-25",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      754.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      296.0,
      660.0,
      18.0
     ],
     "text": "Strength of the attacks while they are held by the knob; 0 is none. (onset: 0 to 1)"
    }
   },
   {
    "box": {
     "id": "obj-26",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      784.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      316.0,
      190.0,
      18.0
     ],
     "text": "/param/onset_rate"
    }
   },
   {
    "box": {
     "id": "obj-27",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      814.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      316.0,
      660.0,
      18.0
     ],
     "text": "Attacks per second while they are held by the knob. (onset_rate: 0.25 to 16 Hz)"
    }
   },
   {
    "box": {
     "id": "obj-28",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      844.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      336.0,
      190.0,
      18.0
     ],
     "text": "/param/onset_mode"
    }
   },
   {
    "box": {
     "id": "obj-29",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      874.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      336.0,
      660.0,
      18.0
     ],
     "text": "Who decides the attacks: the model, the knobs, or keys or an ear. (onset_mode: free, held, driven)"
    }
   },
   {
    "box": {
     "id": "obj-30",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      904.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      356.0,
      190.0,
      18.0
     ],
     "text": "/param/pattern_pulses"
    }
   },
   {
    "box": {
     "id": "obj-31",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      934.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      356.0,
      660.0,
      18.0
     ],
     "text": "Attacks on the beat while held: so many, spread evenly over pattern_steps; 0 is none. (pattern_pulses: 0 to 32)"
    }
   },
   {
    "box": {
     "id": "obj-32",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      964.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      376.0,
      190.0,
      18.0
     ],
     "text": "/param/pattern_steps"
    }
   },
   {
    "box": {
     "id": "obj-33",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      994.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      376.0,
      660.0,
      18.0
     ],
     "text": "After how many steps the pattern begins again. (pattern_steps: 1 to 32)"
    }
   },
   {
    "box": {
     "id": "obj-34",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      1024.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      396.0,
      190.0,
      18.0
     ],
     "text": "/param/pattern_rotation"
    }
   },
   {
    "box": {
     "id": "obj-35",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      1054.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      396.0,
      660.0,
      18.0
     ],
     "text": "By how many steps the pattern comes later. (pattern_rotation: 0 to 31)"
    }
   },
   {
    "box": {
     "id": "obj-36",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      1084.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      416.0,
      190.0,
      18.0
     ],
     "text": "/param/pattern_step"
    }
   },
   {
    "box": {
     "id": "obj-37",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      1114.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      416.0,
      660.0,
      18.0
     ],
     "text": "The note value of a step; 1/8T is a triplet. (pattern_step: 1/1, 1/2, 1/4, 1/8, 1/8T, 1/16, 1/16T, 1/32)"
    }
   },
   {
    "box": {
     "id": "obj-38",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      1144.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      436.0,
      190.0,
      18.0
     ],
     "text": "/param/pattern_swing"
    }
   },
   {
    "box": {
     "id": "obj-39",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      1174.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      436.0,
      660.0,
      18.0
     ],
     "text": "Where every second step falls between its neighbours: 50 is straight, 67 a shuffle. (pattern_swing: 50 to 75 %)"
    }
   },
   {
    "box": {
     "id": "obj-40",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      1204.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      456.0,
      190.0,
      18.0
     ],
     "text": "/param/brightness"
    }
   },
   {
    "box": {
     "id": "obj-41",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      1234.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      456.0,
      660.0,
      18.0
     ],
     "text": "Where the middle of the spectrum lies (its centroid). (brightness: 100 to 12000 Hz)"
    }
   },
   {
    "box": {
     "id": "obj-42",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      1264.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      476.0,
      190.0,
      18.0
     ],
     "text": "/param/brightness_mode"
    }
   },
   {
    "box": {
     "id": "obj-43",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      1294.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      476.0,
      660.0,
      18.0
     ],
     "text": "Who decides the brightness: the model, the knob, or a curve or ear. (brightness_mode: free, held, driven)"
    }
   },
   {
    "box": {
     "id": "obj-44",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      1324.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      496.0,
      190.0,
      18.0
     ],
     "text": "/param/noisiness"
    }
   },
   {
    "box": {
     "id": "obj-45",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      1354.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      496.0,
      660.0,
      18.0
     ],
     "text": "From tone (0) to noise (1): the flatness of the spectrum. (noisiness: 0 to 1)"
    }
   },
   {
    "box": {
     "id": "obj-46",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      1384.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      516.0,
      190.0,
      18.0
     ],
     "text": "/param/noisiness_mode"
    }
   },
   {
    "box": {
     "id": "obj-47",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      1414.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      516.0,
      660.0,
      18.0
     ],
     "text": "Who decides the noisiness: the model, the knob, or a curve or ear. (noisiness_mode: free, held, driven)"
    }
   },
   {
    "box": {
     "id": "obj-48",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      1444.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      536.0,
      190.0,
      18.0
     ],
     "text": "/param/notes_mode"
    }
   },
   {
    "box": {
     "id": "obj-49",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      1474.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      536.0,
      660.0,
      18.0
     ],
     "text": "Who decides the notes; driven: the keys do, and no key held is silence. (notes_mode: free, held, driven)"
    }
   },
   {
    "box": {
     "id": "obj-50",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      1504.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      556.0,
      190.0,
      18.0
     ],
     "text": "/param/bend"
    }
   },
   {
    "box": {
     "id": "obj-51",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      1534.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      556.0,
      660.0,
      18.0
     ],
     "text": "How far the keys that sound are bent; the pitch wheel's row. (bend: -2 to 2 semitones)"
    }
   },
   {
    "box": {
     "id": "obj-52",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      1564.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      576.0,
      190.0,
      18.0
     ],
     "text": "/param/temperature"
    }
   },
   {
    "box": {
     "id": "obj-53",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      1594.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      576.0,
      660.0,
      18.0
     ],
     "text": "How far the noise strays from its mean: 0 the most expected sound, above 1 wilder. (temperature: 0 to 1.5)"
    }
   },
   {
    "box": {
     "id": "obj-54",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      1624.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      596.0,
      190.0,
      18.0
     ],
     "text": "/param/steps"
    }
   },
   {
    "box": {
     "id": "obj-55",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      1654.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      596.0,
      660.0,
      18.0
     ],
     "text": "Diffusion steps for each block: more is finer and costs more time. (steps: 1 to 16)"
    }
   },
   {
    "box": {
     "id": "obj-56",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      1684.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      616.0,
      190.0,
      18.0
     ],
     "text": "/param/loop"
    }
   },
   {
    "box": {
     "id": "obj-57",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      1714.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      616.0,
      660.0,
      18.0
     ],
     "text": "Whether the noise repeats: the model then plays the same again, as far as it is asked to. (loop: off, on)"
    }
   },
   {
    "box": {
     "id": "obj-58",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      1744.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      636.0,
      190.0,
      18.0
     ],
     "text": "/param/loop_length"
    }
   },
   {
    "box": {
     "id": "obj-59",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      1774.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      636.0,
      660.0,
      18.0
     ],
     "text": "How long the stretch of noise is that repeats. (loop_length: 0.25 to 16 s)"
    }
   },
   {
    "box": {
     "id": "obj-60",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      1804.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      656.0,
      190.0,
      18.0
     ],
     "text": "/param/loop_beats"
    }
   },
   {
    "box": {
     "id": "obj-61",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      1834.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      656.0,
      660.0,
      18.0
     ],
     "text": "The same in beats, to the nearest quarter of one, and on their grid; 0 is loop_length. (loop_beats: 0 to 16 beats)"
    }
   },
   {
    "box": {
     "id": "obj-62",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      1864.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      676.0,
      190.0,
      18.0
     ],
     "text": "/param/tempo"
    }
   },
   {
    "box": {
     "id": "obj-63",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      1894.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      676.0,
      660.0,
      18.0
     ],
     "text": "Beats per minute: set by hand, or shown as the clock has it that leads. (tempo: 20 to 300 BPM)"
    }
   },
   {
    "box": {
     "id": "obj-64",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      1924.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      696.0,
      190.0,
      18.0
     ],
     "text": "/param/beat_offset"
    }
   },
   {
    "box": {
     "id": "obj-65",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      1954.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      696.0,
      660.0,
      18.0
     ],
     "text": "How much later what is on the beat is heard, or, below 0, earlier. (beat_offset: -200 to 200 ms)"
    }
   },
   {
    "box": {
     "id": "obj-66",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      1984.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      716.0,
      190.0,
      18.0
     ],
     "text": "/param/listen_gain"
    }
   },
   {
    "box": {
     "id": "obj-67",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      2014.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      716.0,
      660.0,
      18.0
     ],
     "text": "Gain on what a live input hears, before it drives any lane. (listen_gain: -24 to 48 dB)"
    }
   },
   {
    "box": {
     "id": "obj-68",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      2044.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      736.0,
      190.0,
      18.0
     ],
     "text": "/param/listen_attack"
    }
   },
   {
    "box": {
     "id": "obj-69",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      2074.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      736.0,
      660.0,
      18.0
     ],
     "text": "How soon a driven lane rises with what is heard. (listen_attack: 1 to 1000 ms)"
    }
   },
   {
    "box": {
     "id": "obj-70",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      2104.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      756.0,
      190.0,
      18.0
     ],
     "text": "/param/listen_release"
    }
   },
   {
    "box": {
     "id": "obj-71",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      2134.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      756.0,
      660.0,
      18.0
     ],
     "text": "How soon a driven lane falls with what is heard. (listen_release: 1 to 5000 ms)"
    }
   },
   {
    "box": {
     "id": "obj-72",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      2164.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      776.0,
      190.0,
      18.0
     ],
     "text": "/param/listen_pitch"
    }
   },
   {
    "box": {
     "id": "obj-73",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      2194.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      776.0,
      660.0,
      18.0
     ],
     "text": "Whether one voice that is heard also plays the notes. (listen_pitch: off, on)"
    }
   },
   {
    "box": {
     "id": "obj-74",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      2224.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      796.0,
      190.0,
      18.0
     ],
     "text": "/param/snapshot_from"
    }
   },
   {
    "box": {
     "id": "obj-75",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      2254.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      796.0,
      660.0,
      18.0
     ],
     "text": "The snapshot that the snapshot morph leaves at 0. (snapshot_from: 1 to 8)"
    }
   },
   {
    "box": {
     "id": "obj-76",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      2284.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      816.0,
      190.0,
      18.0
     ],
     "text": "/param/snapshot_to"
    }
   },
   {
    "box": {
     "id": "obj-77",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      2314.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      816.0,
      660.0,
      18.0
     ],
     "text": "The snapshot that the snapshot morph arrives at, at 1. (snapshot_to: 1 to 8)"
    }
   },
   {
    "box": {
     "id": "obj-78",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      2344.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      836.0,
      190.0,
      18.0
     ],
     "text": "/param/snapshot_morph"
    }
   },
   {
    "box": {
     "id": "obj-79",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      2374.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      836.0,
      660.0,
      18.0
     ],
     "text": "Moves every control from the one snapshot to the other, each along its own curve. (snapshot_morph: 0 to 1)"
    }
   },
   {
    "box": {
     "id": "obj-80",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      2404.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      856.0,
      190.0,
      18.0
     ],
     "text": "/param/quantise"
    }
   },
   {
    "box": {
     "id": "obj-81",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      2434.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      856.0,
      660.0,
      18.0
     ],
     "text": "What the recall of a preset or snapshot waits for, while a beat runs. (quantise: off, beat, bar, 2 bars, 4 bars)"
    }
   },
   {
    "box": {
     "id": "obj-82",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      2464.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      876.0,
      190.0,
      18.0
     ],
     "text": "/param/gain"
    }
   },
   {
    "box": {
     "id": "obj-83",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      2494.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      876.0,
      660.0,
      18.0
     ],
     "text": "Level of the finished sound, after the model. (gain: -60 to 12 dB)"
    }
   },
   {
    "box": {
     "id": "obj-84",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      2524.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      906.0,
      190.0,
      18.0
     ],
     "text": "/event/note_on"
    }
   },
   {
    "box": {
     "id": "obj-85",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      2554.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      906.0,
      660.0,
      18.0
     ],
     "text": "pitch velocity"
    }
   },
   {
    "box": {
     "id": "obj-86",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      2584.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      926.0,
      190.0,
      18.0
     ],
     "text": "/event/note_off"
    }
   },
   {
    "box": {
     "id": "obj-87",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      2614.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      926.0,
      660.0,
      18.0
     ],
     "text": "pitch"
    }
   },
   {
    "box": {
     "id": "obj-88",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      2644.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      946.0,
      190.0,
      18.0
     ],
     "text": "/event/all_notes_off"
    }
   },
   {
    "box": {
     "id": "obj-89",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      2674.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      946.0,
      660.0,
      18.0
     ],
     "text": "(no argument)"
    }
   },
   {
    "box": {
     "id": "obj-90",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      2704.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      966.0,
      190.0,
      18.0
     ],
     "text": "/event/panic"
    }
   },
   {
    "box": {
     "id": "obj-91",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      2734.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      966.0,
      660.0,
      18.0
     ],
     "text": "(no argument)"
    }
   },
   {
    "box": {
     "id": "obj-92",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      2764.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      986.0,
      190.0,
      18.0
     ],
     "text": "/event/onset"
    }
   },
   {
    "box": {
     "id": "obj-93",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      2794.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      986.0,
      660.0,
      18.0
     ],
     "text": "strength"
    }
   },
   {
    "box": {
     "id": "obj-94",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      2824.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      1006.0,
      190.0,
      18.0
     ],
     "text": "/event/reset"
    }
   },
   {
    "box": {
     "id": "obj-95",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      2854.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      1006.0,
      660.0,
      18.0
     ],
     "text": "(no argument)"
    }
   },
   {
    "box": {
     "id": "obj-96",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      2884.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      1026.0,
      190.0,
      18.0
     ],
     "text": "/event/new_seed"
    }
   },
   {
    "box": {
     "id": "obj-97",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      2914.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      1026.0,
      660.0,
      18.0
     ],
     "text": "(no argument)"
    }
   },
   {
    "box": {
     "id": "obj-98",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      2944.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      1046.0,
      190.0,
      18.0
     ],
     "text": "/event/model"
    }
   },
   {
    "box": {
     "id": "obj-99",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      2974.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      1046.0,
      660.0,
      18.0
     ],
     "text": "folder"
    }
   },
   {
    "box": {
     "id": "obj-100",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      3004.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      1066.0,
      190.0,
      18.0
     ],
     "text": "/event/preset"
    }
   },
   {
    "box": {
     "id": "obj-101",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      3034.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      1066.0,
      660.0,
      18.0
     ],
     "text": "name"
    }
   },
   {
    "box": {
     "id": "obj-102",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      3064.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      1086.0,
      190.0,
      18.0
     ],
     "text": "/event/preset_save"
    }
   },
   {
    "box": {
     "id": "obj-103",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      3094.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      1086.0,
      660.0,
      18.0
     ],
     "text": "name"
    }
   },
   {
    "box": {
     "id": "obj-104",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      3124.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      1106.0,
      190.0,
      18.0
     ],
     "text": "/event/snapshot"
    }
   },
   {
    "box": {
     "id": "obj-105",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      3154.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      1106.0,
      660.0,
      18.0
     ],
     "text": "slot"
    }
   },
   {
    "box": {
     "id": "obj-106",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      3184.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      1126.0,
      190.0,
      18.0
     ],
     "text": "/event/snapshot_store"
    }
   },
   {
    "box": {
     "id": "obj-107",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      3214.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      1126.0,
      660.0,
      18.0
     ],
     "text": "slot"
    }
   },
   {
    "box": {
     "id": "obj-108",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      3244.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      1146.0,
      190.0,
      18.0
     ],
     "text": "/event/set_list"
    }
   },
   {
    "box": {
     "id": "obj-109",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      3274.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      1146.0,
      660.0,
      18.0
     ],
     "text": "name"
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
      3304.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      1166.0,
      190.0,
      18.0
     ],
     "text": "/event/entry"
    }
   },
   {
    "box": {
     "id": "obj-111",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      3334.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      1166.0,
      660.0,
      18.0
     ],
     "text": "number"
    }
   },
   {
    "box": {
     "id": "obj-112",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      3364.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      1186.0,
      190.0,
      18.0
     ],
     "text": "/event/next"
    }
   },
   {
    "box": {
     "id": "obj-113",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      3394.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      1186.0,
      660.0,
      18.0
     ],
     "text": "(no argument)"
    }
   },
   {
    "box": {
     "id": "obj-114",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      3424.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      1206.0,
      190.0,
      18.0
     ],
     "text": "/event/previous"
    }
   },
   {
    "box": {
     "id": "obj-115",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      3454.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      1206.0,
      660.0,
      18.0
     ],
     "text": "(no argument)"
    }
   },
   {
    "box": {
     "id": "obj-116",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      3484.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      1226.0,
      190.0,
      18.0
     ],
     "text": "/event/tap"
    }
   },
   {
    "box": {
     "id": "obj-117",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      3514.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      1226.0,
      660.0,
      18.0
     ],
     "text": "(no argument)"
    }
   },
   {
    "box": {
     "id": "obj-118",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      3544.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      1246.0,
      190.0,
      18.0
     ],
     "text": "/event/start"
    }
   },
   {
    "box": {
     "id": "obj-119",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      3574.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      1246.0,
      660.0,
      18.0
     ],
     "text": "(no argument)"
    }
   },
   {
    "box": {
     "id": "obj-120",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      3604.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      1266.0,
      190.0,
      18.0
     ],
     "text": "/event/continue"
    }
   },
   {
    "box": {
     "id": "obj-121",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      3634.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      1266.0,
      660.0,
      18.0
     ],
     "text": "(no argument)"
    }
   },
   {
    "box": {
     "id": "obj-122",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      3664.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      1286.0,
      190.0,
      18.0
     ],
     "text": "/event/stop"
    }
   },
   {
    "box": {
     "id": "obj-123",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      3694.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      1286.0,
      660.0,
      18.0
     ],
     "text": "(no argument)"
    }
   },
   {
    "box": {
     "id": "obj-124",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      3724.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      1306.0,
      190.0,
      18.0
     ],
     "text": "/event/learn"
    }
   },
   {
    "box": {
     "id": "obj-125",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      3754.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      1306.0,
      660.0,
      18.0
     ],
     "text": "id"
    }
   },
   {
    "box": {
     "id": "obj-126",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      3784.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      1326.0,
      190.0,
      18.0
     ],
     "text": "/event/forget"
    }
   },
   {
    "box": {
     "id": "obj-127",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      3814.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      1326.0,
      660.0,
      18.0
     ],
     "text": "id"
    }
   },
   {
    "box": {
     "id": "obj-128",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      3844.0,
      190.0,
      18.0
     ],
     "fontsize": 10.0,
     "textcolor": [
      0.9098,
      0.9294,
      0.949,
      1.0
     ],
     "textjustification": 0,
     "fontface": 0,
     "presentation": 1,
     "presentation_rect": [
      20.0,
      1346.0,
      190.0,
      18.0
     ],
     "text": "/event/clip"
    }
   },
   {
    "box": {
     "id": "obj-129",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      3874.0,
      660.0,
      18.0
     ],
     "fontsize": 10.0,
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
      215.0,
      1346.0,
      660.0,
      18.0
     ],
     "text": "bars"
    }
   }
  ],
  "lines": [
   {
    "patchline": {
     "source": [
      "obj-4",
      0
     ],
     "destination": [
      "obj-5",
      0
     ],
     "order": 0
    }
   },
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
  ]
 }
}
