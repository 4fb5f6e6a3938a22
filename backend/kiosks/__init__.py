"""The terminals themselves: enrolment, who signed a request, answers given again, calls for staff."""
