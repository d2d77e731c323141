"""What people write in a line or two: a wish is heard, and no joke or condition is taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from totalaudio.campaigns.stages import ReplyKind
from totalaudio.pitch.replies.classify import classify
from totalaudio.pitch.replies.wishes import asks_to_stop, says_adding

SAID = {
    ReplyKind.OPT_OUT: [
        "Please delete my email address from your database.",
        "Kindly remove.",
        "remove from list",
        "take me off",
        "Not interested, please don't contact me again",
        "F off and stop emailing",
        "Who are you? How did you get my address? Unsubscribe.",
        "I would like to unsubscribe",
        "please opt me out",
        "I keep getting these emails. Make it stop please, take my address off.",
        "Please do not send me any further emails",
        "You don't have my permission to email me. Remove my details.",
        "unsub",
        "UNSUBSCRIBE ME NOW",
        "Please cancel my subscription to these mails",
        "not interested in receiving these, thanks",
        "Remove this address from your mailing list immediately or I report you to the ICO",
        "If you don't stop emailing me I will report you",
        "Not for us. Please don't send any more.",
        "I don't want these emails",
        "Please delete my data",
        "I object to you using my address",
        "Lose my address",
        "pls unsub me",
        "Never contact us through this address",
        "Don't pitch me again",
    ],
    ReplyKind.ADDING: [
        "Playlisted! Thanks Sam.",
        "Got it in for Friday's show.",
        "In the playlist now",
        "Consider it added.",
        "We'll be featuring this on the blog on Thursday",
        "I played this last night and it went down a storm",
        "Will definitely be playing this one!",
        "Added to our A list from next week",
        "thanks, adding now",
        "Love it - will be on the show Sunday night",
        "This one's going straight on the playlist!",
        "We've played it twice this week already",
        "First play tonight, 8pm. I'm playing it after the news.",
        "Scheduled for Friday's new music hour, thanks!",
        "You're on the B list",
        "featuring it in next week's column",
    ],
    ReplyKind.LEFT: [
        "I don't work at the station any more, try my colleague",
    ],
    ReplyKind.HUMAN: [
        "Thanks so much, I'll give it a spin at home.",
        "This isn't right for the playlist I'm afraid",
        "I'll add you to our list of press contacts",
        "Can you remove the vocal from the intro?",
        "Please stop by the studio when you're in town",
        "don't stop sending these!",
        "We'd love to feature this but are full",
        "not for me but keep em coming",
        "I play this game a lot",
        "How do I unsubscribe from Spotify?",
        "I'll have a listen and let you know",
        "I will play it to the team on Monday",
        "Send me the wav and I'll add it to the pile",
        "I left it on my desk and will hear it tomorrow",
        "I've left the file on the server",
        "Cheers mate, banger. What's the release date?",
        "I've added this to my listening pile",
        "Could you take out the intro and resend?",
        "We played something similar last week, so no",
        "When is the embargo? I can't play it before then.",
        "Is there a radio edit without the swear words? Otherwise I can't use it.",
        "I'm the wrong person. Try the daytime team.",
        "Not interested, thanks",
        "Is it on the playlist elsewhere?",
        "will play if I get a WAV",
        "Sounds like something I'd add to my own collection",
        "No need to remove us from the list, just send less",
        "Nice one.\n\nIf you do not wish to receive further emails, reply with unsubscribe.",
        "Nice one.\n\nTo unsubscribe from this group and stop receiving emails from it, write to us.",
        "Nice one.\n\nIf you are not the intended recipient, please delete this email from your system.",
        "Nice one.\nClick here to unsubscribe from this list",
        "Please do not contact me by phone, mail is fine",
        "Please don't email me attachments, links only",
        "Please do not send me anything over 10MB",
        "Please don't message me on Instagram, email is best",
        "Don't pitch me hip hop, only house",
        "We never write to this kind of thing",
    ],
}


@pytest.mark.parametrize(
    ("kind", "words"), [(kind, words) for kind, all_of in SAID.items() for words in all_of]
)
def test_words_are_taken_for_what_they_mean(kind: ReplyKind, words: str) -> None:
    letter = f"From: a@radio.example.org\nSubject: Re: New single\n\n{words}"
    assert classify(letter.encode()).kind is kind


@given(st.text(max_size=300), st.text(max_size=60))
def test_any_text_is_read(words: str, subject: str) -> None:
    assert asks_to_stop(words, subject) in {True, False}
    assert says_adding(words) in {True, False}


@given(st.sampled_from(SAID[ReplyKind.OPT_OUT]), st.text(alphabet="abcdefgh \n", max_size=80))
def test_a_wish_to_stop_is_heard_after_other_lines(wish: str, before: str) -> None:
    assert asks_to_stop(f"{before}.\n\n{wish}")
