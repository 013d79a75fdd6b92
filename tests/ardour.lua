-- What a user of Ardour does, for ardour_rig.py: `make` a session, or `record` one.
-- arg: make FOLDER | record FOLDER SECONDS MIDI-PORT LEFT-PORT RIGHT-PORT

local what, folder, seconds, midi, left, right = table.unpack(arg)
local MIDI_TRACK, AUDIO_TRACK = "Notes", "Flowbend"

local function make()
	AudioEngine:set_backend("None (Dummy)", "ardour", "")
	local session = create_session(folder, "session", 48000)
	local one = ARDOUR.ChanCount(ARDOUR.DataType("midi"), 1)
	session:new_midi_track(one, one, true, ARDOUR.PluginInfo(), nil, nil, 1, MIDI_TRACK, -1,
		ARDOUR.TrackMode.Normal, true)
	session:new_audio_track(2, 2, nil, 1, AUDIO_TRACK, -1, ARDOUR.TrackMode.Normal, true)
	session:save_state("")
end

local function record()
	AudioEngine:set_backend("JACK", "ardour", "")
	local session = load_session(folder, "session")
	for route in session:get_routes():iter() do
		if route:name() == MIDI_TRACK then
			assert(route:to_track():playlist():n_regions() == 1, "the MIDI region was not read")
			assert(route:output():midi(0):connect(midi) == 0, midi)
		elseif route:name() == AUDIO_TRACK then
			assert(route:input():audio(0):connect(left) == 0, left)
			assert(route:input():audio(1):connect(right) == 0, right)
			route:to_track():rec_enable_control():set_value(1, PBD.GroupControlDisposition.NoGroup)
		end
	end
	session:goto_start(false)
	sleep(1)
	session:maybe_enable_record(false)
	session:request_roll(ARDOUR.TransportRequestSource.TRS_UI)
	local looks = 0
	while session:transport_sample() < 48000 * seconds do
		sleep(0.1)
		looks = looks + 1
		assert(looks < 50 * seconds, "the transport stands still")
	end
	session:request_stop(false, false, ARDOUR.TransportRequestSource.TRS_UI)
	sleep(1)
	session:save_state("")
end

-- A destructor that is late may end the process with another code: this word is the proof.
if what == "make" then make() else record() end
close_session()
print("done: " .. what)
quit()
