"""Opens the cells of a parcel locker and sees their doors."""
