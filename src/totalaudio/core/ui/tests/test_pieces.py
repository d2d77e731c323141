"""The pieces as HTML: what they say, what they refuse, and that hostile text stays text."""

from datetime import UTC, datetime

import pytest
from django import forms
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.utils.safestring import SafeString

from totalaudio.core.ui.pieces import Evidence, PlanMeter, Progress, Proportion
from totalaudio.core.ui.tests.rendering import only, render
from totalaudio.core.ui.toasts import undo_url

HOSTILE = "<script>alert(1)</script>"


class SignUp(forms.Form):
    email = forms.EmailField(help_text="We write once, to confirm it.")
    weekly = forms.BooleanField(required=False)


def test_a_button_passes_other_names_on_as_attributes() -> None:
    button = only(render('{% button "Go" hx_post="/x" data_dialog="d" %}'), "button")
    assert (button.attributes["hx-post"], button.attributes["data-dialog"]) == ("/x", "d")
    assert (button.attributes["type"], button.text()) == ("button", "Go")


def test_a_disabled_link_leads_nowhere() -> None:
    html = render('{% button "Go" href="/x" disabled=True %}')
    assert "href" not in html
    assert "disabled" in only(html, "button").attributes


def test_a_busy_button_says_so_and_cannot_be_pressed() -> None:
    button = only(render('{% button "Saving" busy=True %}'), "button")
    assert (button.attributes["aria-busy"], "disabled" in button.attributes) == ("true", True)


@pytest.mark.parametrize(
    "source",
    [
        "{% button text %}", '{% button "Go" title=text %}', '{% icon "search" text %}',
        "{% card title=text %}{{ text }}{% endcard %}", "{% empty title=text %}{% endempty %}",
        '{% row text id=text href=text %}<td role="cell">{{ text }}</td>{% endrow %}',
        "{% banner title=text %}{{ text }}{% endbanner %}",
        "{% dialog id=text title=text %}{{ text }}{% enddialog %}",
        '{% include "ui/chip.html" with label=text remove_url=text %}',
        '{% include "ui/evidence.html" with evidence=evidence %}',
        '{% include "ui/code.html" with code=text label=text %}',
        '{% include "ui/status.html" with label=text tone=text %}',
        '{% remember "title" %}{{ text }}{% endremember %}{% recall "title" %}',
    ],
)  # fmt: skip
def test_hostile_text_stays_text(source: str) -> None:
    evidence = Evidence(HOSTILE, HOSTILE, HOSTILE, HOSTILE, 0.4, "https://x.example", HOSTILE,
                        reasons=(HOSTILE,))  # fmt: skip
    html = render(source, text=HOSTILE, evidence=evidence)
    assert "&lt;script&gt;" in html
    assert "<script" not in html


def test_a_remembered_title_is_the_same_in_both_places() -> None:
    html = render('{% remember "t" %} Rock &amp; roll {% endremember %}|{% recall "t" %}')
    assert html == "Rock &amp; roll|Rock &amp; roll"


def test_a_field_ties_its_hint_and_its_error_to_the_control() -> None:
    html = render("{% field form.email %}", form=SignUp({"email": "ola at example.com"}))
    control = only(html, "input")
    assert control.attributes["aria-describedby"] == "id_email_helptext id_email_error"
    assert control.attributes["aria-invalid"] == "true"
    assert only(html, "#id_email_helptext").text() == "We write once, to confirm it."
    assert only(html, "#id_email_error").text() == "Enter a valid email address."
    assert only(html, "label").attributes["for"] == "id_email"


def test_a_check_box_has_one_label_and_is_not_called_optional() -> None:
    html = render("{% field form.weekly %}", form=SignUp())
    assert only(html, "label").text() == "Weekly"


def test_errors_of_the_whole_form_come_first_as_an_alert() -> None:
    form = SignUp({"email": "ola@example.com"})
    form.add_error(None, "Too many tries. Wait a minute.")
    html = render('{% include "ui/form.html" with submit="Sign up" %}', form=form)
    assert only(html, "[role=alert]").text(strip=True) == "Too many tries. Wait a minute."
    assert only(html, "form").css("input")[0].attributes["name"] == "csrfmiddlewaretoken"


def test_an_error_may_hold_the_markup_of_its_author_but_not_of_the_user() -> None:
    form = SignUp({"email": "ola@example.com"})
    form.add_error("email", f"{HOSTILE} is taken.")
    assert "<script" not in render("{% field form.email %}", form=form)


def test_progress_asks_again_only_while_it_is_live() -> None:
    source = '{% include "ui/progress.html" with progress=p %}'
    running = render(source, p=Progress(3, 9, "running", poll_url="/run"))
    assert only(running, ".progress").attributes["hx-get"] == "/run"
    done = render(source, p=Progress(9, 9, "done", poll_url="/run", cancel_url="/cancel"))
    assert "hx-get" not in done
    assert "/cancel" not in done


def test_progress_that_was_not_measured_says_that_it_is_not_known() -> None:
    html = render('{% include "ui/progress.html" with progress=p %}', p=Progress(0, 12_000))
    assert only(html, ".progress-foot").text(strip=True) == "time left not known yet"
    assert only(html, "progress").attributes["max"] == "12000"


def test_a_proportion_of_a_small_sample_is_no_rate() -> None:
    source = '{% include "ui/proportion.html" with proportion=p %}'
    assert only(render(source, p=Proportion("Replies", 2, 3, "replied")), ".stat-value").text() == (
        "2 of 3"
    )
    large = render(source, p=Proportion("Replies", 7, 31, "replied"))
    assert only(large, ".stat-note").text() == "7 of 31 replied (23\u00a0%, 11 to 40)"


def test_a_plan_without_a_limit_has_no_bar() -> None:
    html = render('{% include "ui/plan_meter.html" %}', meter=PlanMeter("Sends", 5))
    assert "<progress" not in html
    assert only(html, ".plan-meter-line").text(strip=True) == "Sends5, unlimited"


@pytest.mark.parametrize(
    ("used", "is_near", "is_spent"),
    [(8, False, False), (9, True, False), (10, False, True), (11, False, True)],
)
def test_a_meter_warns_at_a_tenth_left_and_says_when_it_is_spent(
    used: int, is_near: bool, is_spent: bool
) -> None:
    meter = PlanMeter("Enrichments", used, 10)
    assert (meter.is_near, meter.is_spent) == (is_near, is_spent)


def test_evidence_that_was_not_used_says_so() -> None:
    evidence = Evidence("Presenter", "Ola", "an answer", "search", 0.3, is_applied=False)
    html = render('{% include "ui/evidence.html" with evidence=evidence %}', evidence=evidence)
    assert only(html, ".status").text() == "Unverified, not used"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", " https://x.example"])
def test_evidence_links_only_to_the_web(url: str) -> None:
    evidence = Evidence("Country", "UK", "a page", "search", 0.3, url, "quote")
    html = render('{% include "ui/evidence.html" with evidence=evidence %}', evidence=evidence)
    assert "href" not in html
    assert "cite" not in html


def test_a_time_shows_the_distance_and_holds_the_moment_with_its_zone() -> None:
    at = datetime(2020, 1, 2, 3, 4, tzinfo=UTC)
    element = only(render('{% include "ui/time.html" %}', at=at), "time")
    assert element.text() == "2 Jan 2020"
    assert str(element.attributes["title"]).startswith("2 Jan 2020, 03:04")


def test_a_row_can_be_selected_only_when_it_has_an_id() -> None:
    plain = render('{% row "Ola" %}<td role="cell">Ola</td>{% endrow %}')
    assert "checkbox" not in plain
    chosen = render('{% row "Ola" id=7 is_selected=True %}{% endrow %}')
    assert chosen.count("checked") == 1
    assert 'aria-label="Select Ola"' in chosen


@pytest.mark.parametrize(
    ("tags", "path"),
    [("undo=/imports/1/undo", "/imports/1/undo"), ("undo=//evil.example", ""),
     ("undo=javascript:x", ""), ("", ""), (None, "")],
)  # fmt: skip
def test_only_a_path_of_ours_can_be_an_undo(tags: str | None, path: str) -> None:
    assert undo_url(Message(constants.SUCCESS, "Gone", tags)) == path


def test_a_toast_with_an_undo_posts_to_it() -> None:
    message = Message(constants.SUCCESS, SafeString("12 contacts deleted."), "undo=/undo/12")
    html = render("{% toast message %}", message=message)
    form = only(html, "form")
    assert (form.attributes["action"], form.attributes["method"]) == ("/undo/12", "post")
