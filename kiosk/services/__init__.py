"""The hall's services: one file each, told to `kiosk.app.wiring`, which puts them into the catalogue."""
