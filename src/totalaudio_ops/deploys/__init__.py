"""Deploys: one state machine, every step recorded, over targets that know how a release is started and reached."""
