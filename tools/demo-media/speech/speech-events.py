"""Speaks one sentence with libespeak-ng and prints when each phoneme starts.

usage: speech-events.py VOICE WORDS_PER_MINUTE PITCH OUT.s16 < text
Writes raw 16-bit mono samples to OUT.s16 and one JSON object to stdout:
{"sampleRate": 22050, "samples": N, "version": "...", "phonemes": [[sampleIndex, "name"], ...],
 "words": [[sampleIndex, textPosition], ...]} with positions in characters, from 0.
The espeak-ng command line can't print phoneme times for its own voices; the library's events can.
"""
import ctypes
import json
import sys

RETRIEVAL, PHONEME_EVENTS, UTF8, RATE, PITCH, WORD, PHONEME = 1, 1, 1, 1, 3, 1, 7


class EventId(ctypes.Union):
    _fields_ = [("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8)]


class Event(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", EventId),
    ]


def main():
    voice, rate, pitch, out_path = sys.argv[1:5]
    text = sys.stdin.read().strip().encode()
    lib = ctypes.CDLL("libespeak-ng.so.1")
    sample_rate = lib.espeak_Initialize(RETRIEVAL, 0, None, PHONEME_EVENTS)
    if sample_rate <= 0:
        sys.exit("espeak-ng could not start")
    if lib.espeak_SetVoiceByName(voice.encode()) != 0:
        sys.exit("espeak-ng has no voice " + voice)
    lib.espeak_SetParameter(RATE, int(rate), 0)
    lib.espeak_SetParameter(PITCH, int(pitch), 0)
    lib.espeak_Info.restype = ctypes.c_char_p
    pcm, phonemes, words = bytearray(), [], []

    @ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(Event))
    def on_sound(wave, count, events):
        if wave and count > 0:
            pcm.extend(ctypes.string_at(wave, count * 2))
        index = 0
        while events[index].type != 0:
            if events[index].type == PHONEME:
                phonemes.append([events[index].sample, events[index].id.string.decode("utf-8", "replace")])
            if events[index].type == WORD:
                words.append([events[index].sample, events[index].text_position - 1])
            index += 1
        return 0

    lib.espeak_SetSynthCallback(on_sound)
    lib.espeak_Synth(text, len(text) + 1, 0, 1, 0, UTF8, None, None)
    lib.espeak_Synchronize()
    with open(out_path, "wb") as out:
        out.write(pcm)
    version = lib.espeak_Info(None).decode()
    made = {"sampleRate": sample_rate, "samples": len(pcm) // 2, "version": version}
    print(json.dumps({**made, "phonemes": phonemes, "words": words}))


main()
