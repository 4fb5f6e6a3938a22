"""`kiosk gallery`: every page in every form, to leaf through or as pictures that have been inspected."""
