"""A person's own page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from totalaudio.core.accounts.models import User
from totalaudio.core.lib.access import signed_in
from totalaudio.core.ui.toasts import toast

from .forms import ProfileForm


@signed_in
def profile(request: HttpRequest) -> HttpResponse:
    """Show and change name and time zone."""
    person = User.objects.get(email=request.user.get_username())
    form = ProfileForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        form.save()
        toast(request, "Saved.")
        return redirect("people:profile")
    return render(request, "people/profile.html", {"form": form, "person": person})
