"""How sure is sure: every number that decides, in one place, each with where it comes from.

The figures are tried on bench/voice's `dev` clips and reported on its `test` clips (docs/voice-accuracy.md).
"""

SURE = 0.72
"""A phrase that fits so well is done at once, if no other comes near."""
MARGIN = 0.10
"""How much better than the next meaning."""
ASK = 0.66
"""What fits so well is asked back; below it nothing was understood."""
GUESSES = 3
"""So many are offered: what people keep in mind when they hear a list (VOICE.md)."""
NEXT_GUESS = 0.04
"""What an engine's next guess at the words counts less than its first."""

SOUND = 0.25
"""What the sound itself counts beside the syllables, where the engine can score a phrase against it.

On 143 dev clips of bench/voice: the right one first .83 without sound, .86 with 0.2 to 0.4, .80 with 1.5.
"""
SURE_BY_SOUND = 0.65
MARGIN_BY_SOUND = 0.05
ASK_BY_SOUND = 0.50
"""The same where the sound was asked too: two witnesses may each be less sure.

On 164 dev commands (all conditions) and 83 unrelated clips: .73 right at once and .85 within two guesses, where 0.72,
0.10 and 0.66 gave .67 and .76. Taken for something: 1 or 2 of 29 foreign voices, 3 of 39 unrelated sentences, 2 of 15
that come near a command.
"""
SOUND_SPAN = 3.0
"""So much worse than the best of the shortlist, in mean log-probability, and the sound speaks fully against a phrase.

Not than the free transcript: a phrase that is only a part of what was said is always much worse than all of it.
"""
UNSCORED = 0.0
"""What the sound says of a phrase that was not worth scoring."""
TOO_UNLIKELY = -2.5
"""A transcript less likely than this is noise, whatever it fits."""
FAINT_YES = -1.2
"""A yes of a single syllable that is less likely than this is asked for again.

Of 16 times 不 in pink noise Whisper wrote 好 or 對 five times, at -1.2 to -3.0, and 要 for 不要 at -4.1: it would have
paid. Of 37 that were said and written as a yes of one syllable 13 are asked for again; 是的 and 好的 are not.
"""

CLEAR = 0.93
"""A phrase that fits so well needs no second opinion from the sound: no time is spent on it."""
WORTH_SCORING = 0.35
"""What fits less well is not scored against the sound."""

LACK = 1.58
"""What the missing part of a phrase counts: two syllables taken at random are 0.6 to 0.7 apart, and say nothing."""
OUTSIDE = 0.49
"""What the rest of a long sentence takes from a short phrase in it ..."""
OUTSIDE_AT_LEAST = 0.4
"""... of which so much also where the phrase is wholly there,"""
FULL_LACK = 0.15
"""... and all of it where it lacks so much."""
SHORT = 0.03
"""What a phrase loses for each syllable that it has less than three, if it lacks a tenth: chance finds two anywhere."""
EVIDENCE = 0.03
"""What each weighty syllable that was there adds: of two phrases that are wholly there the longer was meant."""
ENOUGH = 7.0
"""Syllables; more are no more evidence."""
WISH = 0.06
"""What a wish counts less than an answer to the prompt,"""
CHOICE_OF_DIALECT = 0.10
"""... and the name of a dialect: whoever names one says little else."""
BARE = 2
"""A phrase of so few syllables may only be mentioned in a sentence in which nothing is asked for;"""
ONLY_ASK = SURE - 0.01
"""... then it is asked back."""
NESTED = 0.10
"""A phrase that lacks no more than this takes the words that it holds: 居住证明 is no 居住证."""
NAME = 0.2
"""What a name may lack and still be meant: two of three syllables right, the third near."""
LEAST_WEIGHT = 0.2
"""Of a syllable that every phrase has; one that tells a meaning from all others weighs 1."""
