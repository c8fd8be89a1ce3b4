"""Figures as a usual Django project would keep them: a table each, joined by foreign keys."""

from django.db import models


class UsualIndicator(models.Model):
    """An indicator."""

    code = models.CharField(max_length=40)
    title = models.TextField()

    def __str__(self) -> str:
        return self.title


class UsualArea(models.Model):
    """An area."""

    code = models.CharField(max_length=40)
    name = models.CharField(max_length=100)

    def __str__(self) -> str:
        return self.name


class UsualFigure(models.Model):
    """One figure of an indicator in an area."""

    indicator = models.ForeignKey(UsualIndicator, models.CASCADE)
    area = models.ForeignKey(UsualArea, models.CASCADE)
    basis = models.CharField(max_length=20)
    column = models.CharField(max_length=40)
    period = models.CharField(max_length=40)
    value = models.DecimalField(max_digits=10, decimal_places=2)
    status = models.CharField(max_length=20)
    note = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.area_id}"
